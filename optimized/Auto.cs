using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>The planner: takes the strategy that <see cref="CostModel"/> expects to be cheapest. All strategies that it
/// takes keep the componentwise error bound.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class Auto<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>("auto", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>With the widest registers of the machine.</summary>
    public Auto() : this(Machine.Widest)
    {
    }

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <summary>The strategies for a problem with their costs; the first one is taken.</summary>
    public IReadOnlyList<StrategyCost> Explain(ConvolutionProblem problem) =>
        CostModel.Rank(problem, width, Unsafe.SizeOf<T>());

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride)
    {
        PreparableKernel<T> kernel = Explain(problem)[0].Strategy switch
        {
            "rows" => new SmallGroups<T>(width, Threads),
            "positions" => new SmallImages<T>(width, Threads),
            _ => new ImplicitIm2Col<T>(width, Threads),
        };
        return kernel.PackFor(problem, weight, weightAt, bias, biasStride);
    }
}
