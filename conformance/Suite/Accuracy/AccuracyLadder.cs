using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Accuracy;

/// <summary>Problems whose sums grow from 4 to 2304 products, 1×1 and 3×3, each with signed and with positive numbers, and one whose
/// outputs have a single product. Made once for all engines of an element type.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AccuracyLadder<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly long[] Channels = [1, 4, 16, 64, 256];

    /// <summary>Draws the numbers.</summary>
    public AccuracyLadder(ulong seed)
    {
        ConvolutionProblem[] problems =
            [.. Channels.SelectMany(c => new ConvolutionProblem[] { new(1, 4 * c, 8, [new(8, 1), new(8, 1)]), new(1, c, 8, [new(10, 3), new(10, 3)]) })];
        Mixed = [.. problems.Select(p => CaseData<T>.Draw(p, FillKind.Real, seed))];
        Positive = [.. Mixed.Select(Absolute)];
        OneProductEach = OneProduct(new(1, 4, 8, [new(9, 3, 1, 1, 1, 1), new(9, 3, 1, 1, 1, 1)]), seed);
    }

    /// <summary>Numbers of both signs: what bounds are about.</summary>
    public IReadOnlyList<CaseData<T>> Mixed { get; }

    /// <summary>The same without their signs: rounding errors that nothing hides.</summary>
    public IReadOnlyList<CaseData<T>> Positive { get; }

    /// <summary>One input that is not 0, so that each output is 0 or one rounded product: the format of the factors shows.</summary>
    public IReadOnlyList<CaseData<T>> OneProductEach { get; }

    private static CaseData<T> Absolute(CaseData<T> data) =>
        new(data.Problem, [.. data.Input.Select(T.Abs)], [.. data.Weight.Select(T.Abs)], [], isExact: false);

    /// <summary>The input is near 1, or so small that only formats with the exponents of float hold it.</summary>
    private static CaseData<T>[] OneProduct(ConvolutionProblem problem, ulong seed)
    {
        T[] weight = CaseData<T>.Draw(problem, FillKind.Real, seed + 1).Weight;
        return [.. new[] { 0, -18 }.Select(exponent =>
        {
            var input = new T[problem.InputCount];
            input[^41] = T.ScaleB(T.CreateChecked(1 + Math.PI / 7), exponent);
            return new CaseData<T>(problem, input, weight, [], isExact: false);
        })];
    }
}
