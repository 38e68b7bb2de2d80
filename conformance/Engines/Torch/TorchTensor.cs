namespace Conformance.Torch;

/// <summary>A tensor of the library, on memory that is not its own or as a result.</summary>
internal sealed unsafe class TorchTensor : IDisposable
{
    private readonly TorchLibrary _library;

    /// <summary>Takes over a tensor that the library returned.</summary>
    public TorchTensor(TorchLibrary library, nint handle) => (_library, Handle) = (library, handle);

    public nint Handle { get; }

    /// <summary>A tensor on the caller's memory, with the caller's strides.</summary>
    public static TorchTensor OnMemory(
        TorchLibrary library, void* data, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, int elementType)
    {
        long* extents = stackalloc long[lengths.Length];
        long* steps = stackalloc long[lengths.Length];
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            extents[axis] = lengths[axis];
            // TensorSpan stores 0 for an axis of one element. Any number will do there, but the library takes 0 for a
            // repeated element and then goes another way than it would in production.
            steps[axis] = lengths[axis] == 1 ? Below(lengths[(axis + 1)..]) : strides[axis];
        }
        // An empty tensor has no memory, but the library wants an address, which it never reads.
        if (data is null) data = (void*)sizeof(long);
        nint handle;
        int error = library.CreateTensorFromBlob(
            data, lengths.Length, extents, steps, 0, elementType, library.Cpu, 0, &handle);
        ThrowIf(error, "aoti_torch_create_tensor_from_blob");
        return new TorchTensor(library, handle);
    }

    /// <summary>The functions return 0 for success, and write the reason of a failure to stderr.</summary>
    public static void ThrowIf(int error, string function)
    {
        if (error != 0) throw new InvalidOperationException($"libtorch: {function} returned error {error}");
    }

    public void Dispose() => _ = _library.DeleteTensor(Handle);

    private static long Below(ReadOnlySpan<nint> lengths)
    {
        long product = 1;
        foreach (nint length in lengths) product *= Math.Max(length, 1);
        return product;
    }
}
