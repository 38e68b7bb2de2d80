namespace Conformance.Forms;

/// <summary>The checks of arguments: each names the parameter, its value and the rule.</summary>
internal static class Require
{
    /// <summary>"K must not be higher than X, but it is [3, 2]".</summary>
    public static void That(bool kept, string parameter, object value, string rule)
    {
        if (!kept) throw new ArgumentException($"{parameter} {rule}, but it is {value}", parameter);
    }

    /// <summary>The array has these extents.</summary>
    public static void Shape(Array array, string parameter, params int[] expected)
    {
        bool same = array.Rank == expected.Length;
        for (int axis = 0; same && axis < expected.Length; axis++) same = array.GetLength(axis) == expected[axis];
        That(same, parameter, Show(array), $"must have the shape [{string.Join(", ", expected)}]");
    }

    /// <summary>The extents of an array as text, such as "[3, 2]".</summary>
    public static string Show(Array array)
    {
        var extents = new int[array.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = array.GetLength(axis);
        return $"[{string.Join(", ", extents)}]";
    }
}
