using Conformance.Spec;

namespace Conformance.OneDnn;

/// <summary>A forward convolution with its weights in the layout that the library likes best.</summary>
internal sealed unsafe class ForwardConvolution : IDisposable
{
    private const int Inference = 96;
    private const int Direct = 1;

    private readonly ConvolutionProblem _problem;
    private readonly int _threads;
    private readonly nint _stream;
    private readonly Primitive _primitive;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Argument[] _arguments;

    /// <summary>Chooses an implementation and packs the weights.</summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="weight">W: [C_out, C_in/g, k…], dense.</param>
    /// <param name="bias">b: [C_out], or empty.</param>
    /// <param name="plain">Whether input and output are row-major, and the caller's; else they are the library's own
    /// memory, in the layouts that it likes best.</param>
    /// <param name="threads">How many threads it may use.</param>
    public ForwardConvolution(ConvolutionProblem problem, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, bool plain, int threads)
    {
        (_problem, _threads) = (problem, threads);
        // The number of threads decides how the work is cut, so it must hold from here on.
        OneDnnNative.SetThreads(threads);
        OneDnnLibrary.ThrowIf(OneDnnNative.CreateStream(out _stream, OneDnnLibrary.Engine, 1), "dnnl_stream_create");
        _primitive = new Primitive(Choose(problem, plain));
        (MemoryDescriptor input, MemoryDescriptor packed, MemoryDescriptor output) = _primitive.Layouts;
        _weight = Pack(Layout.Plain(Layout.WeightExtents(problem)), packed, weight);
        if (problem.HasBias) _bias = Pack(Layout.Plain([problem.OutputChannels]), Layout.Plain([problem.OutputChannels]), bias);
        Input = plain ? Tensor.Elsewhere(input) : Tensor.Allocate(input);
        Output = plain ? Tensor.Elsewhere(output) : Tensor.Allocate(output);
        _arguments = [new(Primitive.Input, Input.Handle), new(Primitive.Weight, _weight.Handle), new(Primitive.Output, Output.Handle)];
        if (_bias is not null) _arguments = [.. _arguments, new(Primitive.Bias, _bias.Handle)];
    }

    public Tensor Input { get; }

    public Tensor Output { get; }

    /// <summary>Computes the output from what the input holds.</summary>
    public void Execute()
    {
        // The number belongs to the calling thread, and another engine of this kind may have another one.
        OneDnnNative.SetThreads(_threads);
        _primitive.Execute(_stream, _arguments);
    }

    /// <summary>Copies row-major memory of the caller into the input; where that is the caller's own, PointTo is enough.</summary>
    public void Load(float* from)
    {
        using Tensor plain = Tensor.Elsewhere(Layout.Plain(Layout.Extents(_problem.InputShape)));
        plain.PointTo(from);
        plain.CopyTo(Input, _stream);
    }

    /// <summary>Copies the output into row-major memory of the caller.</summary>
    public void Store(float* to)
    {
        using Tensor plain = Tensor.Elsewhere(Layout.Plain(Layout.Extents(_problem.OutputShape)));
        plain.PointTo(to);
        Output.CopyTo(plain, _stream);
    }

    public void Dispose()
    {
        foreach (Tensor? tensor in new[] { Input, Output, _weight, _bias }) tensor?.Dispose();
        _primitive.Dispose();
        _ = OneDnnNative.DestroyStream(_stream);
    }

    private static nint Choose(ConvolutionProblem problem, bool plain)
    {
        long[] x = Layout.Extents(problem.InputShape), y = Layout.Extents(problem.OutputShape);
        MemoryDescriptor input = plain ? Layout.Plain(x) : Layout.Free(x), output = plain ? Layout.Plain(y) : Layout.Free(y);
        MemoryDescriptor weight = Layout.Free(Layout.WeightExtents(problem)), bias = Layout.Plain([problem.OutputChannels]);
        ConvolutionDescriptor convolution = default;
        // Dilation is counted from 0 there, and the pad after is the one that the last window needs.
        fixed (long* strides = Each(problem, axis => axis.Stride), dilations = Each(problem, axis => axis.Dilation - 1),
            before = Each(problem, axis => axis.PadBefore), after = Each(problem, axis => (axis.Output - 1) * axis.Stride + axis.Span - axis.Size - axis.PadBefore))
        {
            OneDnnLibrary.ThrowIf(
                OneDnnNative.DescribeConvolution(&convolution, Inference, Direct, &input, &weight, problem.HasBias ? &bias : null, &output, strides, dilations, before, after),
                "dnnl_dilated_convolution_forward_desc_init");
        }
        OneDnnLibrary.ThrowIf(OneDnnNative.Choose(out nint choice, &convolution, 0, OneDnnLibrary.Engine, 0), "dnnl_primitive_desc_create");
        return choice;
    }

    private Tensor Pack(MemoryDescriptor plain, MemoryDescriptor packed, ReadOnlySpan<float> values)
    {
        using Tensor source = Tensor.Elsewhere(plain);
        Tensor target = Tensor.Allocate(packed);
        fixed (float* from = values)
        {
            source.PointTo(from);
            source.CopyTo(target, _stream);
        }
        return target;
    }

    private static long[] Each(ConvolutionProblem problem, Func<SpatialAxis, long> number) => [.. problem.Axes.Select(number)];
}
