using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Conformance.OneDnn;

/// <summary>The functions of oneDNN's C interface, version 2, that are used here; their numbers are those of its headers.</summary>
internal static unsafe partial class OneDnnNative
{
    public const string Library = "libdnnl.so.2";

    /// <summary>The OpenMP runtime that Debian's build uses. oneDNN itself has no call for the number of threads.</summary>
    private const string OpenMp = "libgomp.so.1";

    [LibraryImport(Library, EntryPoint = "dnnl_version")]
    public static partial OneDnnVersion* Version();

    [LibraryImport(Library, EntryPoint = "dnnl_engine_create")]
    public static partial int CreateEngine(out nint engine, int kind, nuint index);

    [LibraryImport(Library, EntryPoint = "dnnl_stream_create")]
    public static partial int CreateStream(out nint stream, nint engine, uint flags);

    [LibraryImport(Library, EntryPoint = "dnnl_stream_wait")]
    public static partial int Wait(nint stream);

    [LibraryImport(Library, EntryPoint = "dnnl_stream_destroy")]
    public static partial int DestroyStream(nint stream);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_init_by_strides")]
    public static partial int DescribeByStrides(MemoryDescriptor* to, int rank, long* extents, int type, long* strides);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_init_by_tag")]
    public static partial int DescribeByTag(MemoryDescriptor* to, int rank, long* extents, int type, int tag);

    [LibraryImport(Library, EntryPoint = "dnnl_dilated_convolution_forward_desc_init")]
    public static partial int DescribeConvolution(
        ConvolutionDescriptor* to, int propagation, int algorithm, MemoryDescriptor* input, MemoryDescriptor* weight,
        MemoryDescriptor* bias, MemoryDescriptor* output, long* strides, long* dilations, long* padsBefore, long* padsAfter);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_create")]
    public static partial int Choose(out nint choice, ConvolutionDescriptor* convolution, nint attributes, nint engine, nint hint);

    [LibraryImport(Library, EntryPoint = "dnnl_reorder_primitive_desc_create")]
    public static partial int ChooseReorder(
        out nint choice, MemoryDescriptor* from, nint fromEngine, MemoryDescriptor* to, nint toEngine, nint attributes);

    /// <summary>The descriptor belongs to the choice.</summary>
    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_query_md")]
    public static partial MemoryDescriptor* Layout(nint choice, int what, int index);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_destroy")]
    public static partial int DestroyChoice(nint choice);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_create")]
    public static partial int CreatePrimitive(out nint primitive, nint choice);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_execute")]
    public static partial int Execute(nint primitive, nint stream, int count, Argument* arguments);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_destroy")]
    public static partial int DestroyPrimitive(nint primitive);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_create")]
    public static partial int CreateMemory(out nint memory, MemoryDescriptor* layout, nint engine, void* data);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_set_data_handle")]
    public static partial int SetData(nint memory, void* data);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_destroy")]
    public static partial int DestroyMemory(nint memory);

    /// <summary>How many threads the calling thread's parallel regions have from now on.</summary>
    [LibraryImport(OpenMp, EntryPoint = "omp_set_num_threads")]
    public static partial void SetThreads(int count);
}

/// <summary>dnnl_memory_desc_t: 696 bytes, which only the library reads and writes.</summary>
[InlineArray(87)]
internal struct MemoryDescriptor
{
    private long _first;
}

/// <summary>dnnl_convolution_desc_t: 5976 bytes, which only the library reads and writes.</summary>
[InlineArray(747)]
internal struct ConvolutionDescriptor
{
    private long _first;
}

/// <summary>dnnl_exec_arg_t: which argument, and its memory.</summary>
internal readonly record struct Argument(int Kind, nint Memory);

/// <summary>The beginning of dnnl_version_t.</summary>
internal readonly record struct OneDnnVersion(int Major, int Minor, int Patch);
