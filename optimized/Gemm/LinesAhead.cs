using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>Cache lines that will be read soon: a tile asks for one at each step of its depth. Need not be memory of ours.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Apart">The distance of two, in bytes.</param>
internal readonly record struct LinesAhead(nint First, nint Apart)
{
    /// <summary>One after the other, from an element on.</summary>
    public static LinesAhead From<T>(ref readonly T first) where T : unmanaged => new(Prefetch.Place(in first), Prefetch.CacheLine);
}
