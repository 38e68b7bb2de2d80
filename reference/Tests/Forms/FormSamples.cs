using System.Numerics;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Small random instances, all from one seed, and counting arrays as the book writes them.</summary>
internal sealed class FormSamples(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>An integer from both ends included.</summary>
    public int Integer(int from, int to) => random.Next(from, to + 1);

    public T Number<T>()
        where T : INumberBase<T> => T.CreateChecked(Integer(-9, 9));

    public T[] Numbers<T>(long count)
        where T : INumberBase<T>
    {
        var values = new T[count];
        for (int i = 0; i < values.Length; i++) values[i] = Number<T>();
        return values;
    }

    public T[,] Matrix<T>(int m, int n)
        where T : INumberBase<T> => (T[,])Fill<T>(new T[m, n]);

    public T[,,] Cube<T>(int l, int m, int n)
        where T : INumberBase<T> => (T[,,])Fill<T>(new T[l, m, n]);

    public T[,,,] Fourth<T>(int k, int l, int m, int n)
        where T : INumberBase<T> => (T[,,,])Fill<T>(new T[k, l, m, n]);

    public T[,,,,] Fifth<T>(int j, int k, int l, int m, int n)
        where T : INumberBase<T> => (T[,,,,])Fill<T>(new T[j, k, l, m, n]);

    /// <summary>A problem of 1 to 3 axes with groups, strides, dilations and pads of either sign.</summary>
    public ConvolutionProblem Problem(int? axes = null, bool? strict = null, bool? bias = null)
    {
        int groups = Integer(1, 3);
        var spatial = new SpatialAxis[axes ?? Integer(1, 3)];
        for (int axis = 0; axis < spatial.Length; axis++) spatial[axis] = Axis();
        return new ConvolutionProblem(
            Integer(0, 8) == 0 ? 0 : Integer(1, 2), groups * Integer(1, 2), groups * Integer(1, 2), spatial, groups,
            bias ?? Integer(0, 1) == 1, strict ?? Integer(0, 1) == 1);
    }

    /// <summary>An axis whose window fits: the padded size is drawn, and the size is what the pads leave of it.</summary>
    public SpatialAxis Axis()
    {
        int kernel = Integer(1, 3), dilation = Integer(1, 2);
        int padded = dilation * (kernel - 1) + 1 + Integer(0, 4);
        int before = Integer(-2, 3), after = Integer(-2, 3);
        while (padded - before - after < 0) (before, after) = (before - 1, after - 1);
        return new SpatialAxis(padded - before - after, kernel, Integer(1, 3), dilation, before, after);
    }

    private Array Fill<T>(Array array)
        where T : INumberBase<T> => Filled(array, _ => Number<T>());

    /// <summary>from, from + 1, … in row-major order.</summary>
    public static T[,] Counting<T>(int m, int n, int from)
        where T : INumberBase<T> => (T[,])Filled(new T[m, n], p => T.CreateChecked(from + p));

    /// <summary>A stack of matrices along a new first axis.</summary>
    public static T[,,] Stack<T>(params T[][,] matrices)
    {
        var stack = new T[matrices.Length, matrices[0].GetLength(0), matrices[0].GetLength(1)];
        return (T[,,])Filled(stack, p => matrices[p / matrices[0].Length]
            [p % matrices[0].Length / matrices[0].GetLength(1), p % matrices[0].GetLength(1)]);
    }

    public static T[,] Slice<T>(T[,,] stack, int first)
    {
        var slice = new T[stack.GetLength(1), stack.GetLength(2)];
        for (int i = 0; i < slice.GetLength(0); i++)
        {
            for (int j = 0; j < slice.GetLength(1); j++) slice[i, j] = stack[first, i, j];
        }
        return slice;
    }

    /// <summary>The elements in row-major order.</summary>
    public static T[] Flat<T>(Array array) => [.. array.Cast<T>()];

    /// <summary>Fills an array of any rank in row-major order from the position of the element.</summary>
    public static Array Filled<T>(Array array, Func<int, T> value)
    {
        var index = new int[array.Rank];
        for (int position = 0; position < array.Length; position++)
        {
            array.SetValue(value(position), index);
            for (int axis = array.Rank - 1; axis >= 0 && ++index[axis] == array.GetLength(axis); axis--) index[axis] = 0;
        }
        return array;
    }
}
