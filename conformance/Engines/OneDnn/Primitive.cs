namespace Conformance.OneDnn;

/// <summary>Code that the library has chosen and generated for one problem.</summary>
internal sealed unsafe class Primitive : IDisposable
{
    public const int Input = 1;
    public const int Output = 17;
    public const int Weight = 33;
    public const int Bias = 41;

    private const int InputLayout = 129;
    private readonly nint _choice, _handle;

    /// <summary>Generates the code of a choice, which it takes over.</summary>
    public Primitive(nint choice)
    {
        _choice = choice;
        int status = OneDnnNative.CreatePrimitive(out _handle, choice);
        if (status != 0) _ = OneDnnNative.DestroyChoice(choice);
        OneDnnLibrary.ThrowIf(status, "dnnl_primitive_create");
    }

    /// <summary>The layouts that were chosen.</summary>
    public (MemoryDescriptor Input, MemoryDescriptor Weight, MemoryDescriptor Output) Layouts =>
        (*OneDnnNative.Layout(_choice, InputLayout, 0), *OneDnnNative.Layout(_choice, InputLayout + 2, 0), *OneDnnNative.Layout(_choice, InputLayout + 4, 0));

    public void Execute(nint stream, ReadOnlySpan<Argument> arguments)
    {
        fixed (Argument* given = arguments)
            OneDnnLibrary.ThrowIf(OneDnnNative.Execute(_handle, stream, arguments.Length, given), "dnnl_primitive_execute");
        OneDnnLibrary.ThrowIf(OneDnnNative.Wait(stream), "dnnl_stream_wait");
    }

    public void Dispose()
    {
        _ = OneDnnNative.DestroyPrimitive(_handle);
        _ = OneDnnNative.DestroyChoice(_choice);
    }
}
