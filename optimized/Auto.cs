using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Which strategies the planner may take.</summary>
public enum PlannerAccuracy
{
    /// <summary>Those that keep the componentwise error bound: sums of products, in any order.</summary>
    Componentwise,

    /// <summary>Winograd and Fourier transforms too, whose error is bounded normwise: small beside the largest outputs.</summary>
    Fast,
}

/// <summary>The planner: takes the strategy that <see cref="CostModel"/> expects to be cheapest.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
/// <param name="accuracy">Which strategies it may take.</param>
public sealed class Auto<T>(VectorWidth width, int threads = 0, PlannerAccuracy accuracy = PlannerAccuracy.Componentwise)
    : PreparableKernel<T>(accuracy == PlannerAccuracy.Fast ? "fast" : "auto", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds below which one thread is done before a second has begun: some ten microseconds' work.</summary>
    private const long LeastToShare = 1 << 19;

    /// <summary>With the widest registers of the machine.</summary>
    public Auto() : this(Machine.Widest)
    {
    }

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <summary>The strategies for a problem with their costs; the first one is taken.</summary>
    public IReadOnlyList<StrategyCost> Explain(ConvolutionProblem problem) =>
        CostModel.Rank(problem, Core.Here(width, Unsafe.SizeOf<T>()), accuracy);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride)
    {
        int share = problem.MultiplyAdds < LeastToShare ? 1 : Threads;
        PreparableKernel<T> kernel = Explain(problem)[0].Strategy switch
        {
            "terms" => new Terms<T>(),
            "rows" => new SmallGroups<T>(width, share),
            "pointwise" => new PointwiseGemm<T>(width, share),
            "positions" => new SmallImages<T>(width, share),
            "windows" => new DirectWindows<T>(width, share),
            "winograd2" => new Winograd2x2<T>(width, share),
            "winograd3" => new Winograd3x3<T>(width, share),
            "winograd4" => new Winograd4x4<T>(width, share),
            "fft" => new FftConvolution<T>(width, share),
            _ => new ImplicitIm2Col<T>(width, share),
        };
        return kernel.PackFor(problem, weight, weightAt, bias, biasStride);
    }
}
