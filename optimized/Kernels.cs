using System.Numerics;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Every kernel of this project; tests, reports and benchmarks take them from here.</summary>
public static class Kernels
{
    /// <summary>A new instance of each kernel for float or double, in every width that the machine has.</summary>
    public static IReadOnlyList<IConvolution<T>> All<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        new DirectConvolution<T>(),
        .. Machine.Widths.Select(width => new ImplicitIm2Col<T>(width)),
    ];
}
