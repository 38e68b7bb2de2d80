namespace Conformance.OneDnn;

/// <summary>Memory in a layout: the library's own, or the caller's.</summary>
internal sealed unsafe class Tensor : IDisposable
{
    private Tensor(nint handle, MemoryDescriptor layout) => (Handle, Layout) = (handle, layout);

    public nint Handle { get; }

    public MemoryDescriptor Layout { get; }

    /// <summary>Memory that the library allocates, aligned as it likes it.</summary>
    public static Tensor Allocate(MemoryDescriptor layout) => Create(layout, (void*)-1);

    /// <summary>Memory of the caller, who tells where before each use.</summary>
    public static Tensor Elsewhere(MemoryDescriptor layout) => Create(layout, null);

    public void PointTo(float* data) => OneDnnLibrary.ThrowIf(OneDnnNative.SetData(Handle, data), "dnnl_memory_set_data_handle");

    /// <summary>Copies the elements into another tensor, from layout to layout.</summary>
    public void CopyTo(Tensor target, nint stream)
    {
        MemoryDescriptor from = Layout, to = target.Layout;
        OneDnnLibrary.ThrowIf(
            OneDnnNative.ChooseReorder(out nint choice, &from, OneDnnLibrary.Engine, &to, OneDnnLibrary.Engine, 0), "dnnl_reorder_primitive_desc_create");
        using Primitive reorder = new(choice);
        reorder.Execute(stream, [new(Primitive.Input, Handle), new(Primitive.Output, target.Handle)]);
    }

    public void Dispose() => _ = OneDnnNative.DestroyMemory(Handle);

    private static Tensor Create(MemoryDescriptor layout, void* data)
    {
        OneDnnLibrary.ThrowIf(OneDnnNative.CreateMemory(out nint handle, &layout, OneDnnLibrary.Engine, data), "dnnl_memory_create");
        return new Tensor(handle, layout);
    }
}
