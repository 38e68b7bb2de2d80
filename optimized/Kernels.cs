using System.Numerics;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Every kernel of this project; tests, reports and benchmarks take them from here.</summary>
public static class Kernels
{
    /// <summary>The names of the kernels that run on this machine and keep the componentwise error bound.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["auto", "direct", "primitives", "terms", "im2col-explicit", .. Machine.Widths.SelectMany(width => new[]
        {
            $"im2col-{width.Bits()}", $"positions-{width.Bits()}", $"windows-{width.Bits()}", $"pointwise-{width.Bits()}", $"rows-{width.Bits()}",
        })];

    /// <summary>The names of those whose error is normwise.</summary>
    public static IReadOnlyList<string> NormwiseNames { get; } =
        ["fast", .. Machine.Widths.SelectMany(width => new[] { $"winograd2-{width.Bits()}", $"winograd3-{width.Bits()}", $"winograd4-{width.Bits()}", $"fft-{width.Bits()}" })];

    /// <summary>The names of those that are offered for Half too.</summary>
    public static IReadOnlyList<string> HalfNames { get; } = ["auto"];

    /// <summary>A new instance of a kernel for Half, which sums in float.</summary>
    /// <param name="name">The name of any kernel that prepares.</param>
    /// <param name="threads">The threads it uses; all processors where it is 0.</param>
    /// <exception cref="ArgumentException">There is no such kernel on this machine, or it does not prepare.</exception>
    public static HalfConvolution CreateHalf(string name, int threads = 0) =>
        Create<float>(name, threads) is IPreparableConvolution<float> kernel
            ? new HalfConvolution(kernel)
            : throw new ArgumentException($"{name}: does not prepare", nameof(name));

    /// <summary>A new instance of a kernel.</summary>
    /// <param name="name">One of <see cref="Names"/> or <see cref="NormwiseNames"/>.</param>
    /// <param name="threads">The threads it uses; all processors where it is 0.</param>
    /// <exception cref="ArgumentException">There is no such kernel on this machine.</exception>
    public static IConvolution<T> Create<T>(string name, int threads = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (name == "auto") return new Auto<T>(Machine.Widest, threads);
        if (name == "fast") return new Auto<T>(Machine.Widest, threads, PlannerAccuracy.Fast);
        if (name == "direct") return new DirectConvolution<T>();
        if (name == "primitives") return new TensorPrimitivesConvolution<T>();
        if (name == "terms") return new Terms<T>();
        if (name == "im2col-explicit") return new ExplicitIm2Col<T>(Machine.Widest, threads);
        foreach (VectorWidth width in Machine.Widths)
        {
            if (name == $"im2col-{width.Bits()}") return new ImplicitIm2Col<T>(width, threads);
            if (name == $"positions-{width.Bits()}") return new SmallImages<T>(width, threads);
            if (name == $"windows-{width.Bits()}") return new DirectWindows<T>(width, threads);
            if (name == $"winograd2-{width.Bits()}") return new Winograd2x2<T>(width, threads);
            if (name == $"winograd3-{width.Bits()}") return new Winograd3x3<T>(width, threads);
            if (name == $"winograd4-{width.Bits()}") return new Winograd4x4<T>(width, threads);
            if (name == $"fft-{width.Bits()}") return new FftConvolution<T>(width, threads);
            if (name == $"pointwise-{width.Bits()}") return new PointwiseGemm<T>(width, threads);
            if (name == $"rows-{width.Bits()}") return new SmallGroups<T>(width, threads);
        }
        throw new ArgumentException($"{name}: no such kernel here (there are {string.Join(", ", Names.Concat(NormwiseNames))})", nameof(name));
    }

    /// <summary>A new instance of each of <see cref="Names"/>.</summary>
    public static IReadOnlyList<IConvolution<T>> All<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Names.Select(name => Create<T>(name))];
}
