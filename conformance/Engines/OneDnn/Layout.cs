using System.Collections.Immutable;
using Conformance.Spec;

namespace Conformance.OneDnn;

/// <summary>Memory descriptors of the tensors of a problem.</summary>
internal static unsafe class Layout
{
    private const int Float32 = 3;
    private const int Any = 1;

    /// <summary>Row-major order.</summary>
    public static MemoryDescriptor Plain(ReadOnlySpan<long> extents)
    {
        long* strides = stackalloc long[extents.Length];
        long step = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Math.Max(extents[axis], 1);
        }
        MemoryDescriptor descriptor = default;
        fixed (long* given = extents)
            OneDnnLibrary.ThrowIf(OneDnnNative.DescribeByStrides(&descriptor, extents.Length, given, Float32, strides), "dnnl_memory_desc_init_by_strides");
        return descriptor;
    }

    /// <summary>Whatever order the library likes best; it tells when the convolution is chosen.</summary>
    public static MemoryDescriptor Free(ReadOnlySpan<long> extents)
    {
        MemoryDescriptor descriptor = default;
        fixed (long* given = extents)
            OneDnnLibrary.ThrowIf(OneDnnNative.DescribeByTag(&descriptor, extents.Length, given, Float32, Any), "dnnl_memory_desc_init_by_tag");
        return descriptor;
    }

    /// <summary>[C_out, C_in/g, k…], or with groups [g, C_out/g, C_in/g, k…], which is the same memory.</summary>
    public static long[] WeightExtents(ConvolutionProblem problem) => problem.Groups == 1
        ? Extents(problem.WeightShape)
        : [problem.Groups, problem.OutputChannelsPerGroup, .. Extents(problem.WeightShape)[1..]];

    public static long[] Extents(ImmutableArray<nint> shape) => [.. shape.Select(extent => (long)extent)];
}
