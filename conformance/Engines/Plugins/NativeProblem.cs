using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Plugins;

/// <summary>conformance_axis of conformance/native/conformance.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeAxis
{
    public long Size, Kernel, Stride, Dilation, PadBefore, PadAfter, Output;
}

/// <summary>Three axes, as C lays an array out.</summary>
[InlineArray(3)]
internal struct NativeAxes
{
    private NativeAxis first;
}

/// <summary>Strides of a tensor in elements.</summary>
[InlineArray(5)]
internal struct NativeStrides
{
    private long first;

    public static NativeStrides From(ReadOnlySpan<nint> strides)
    {
        var native = new NativeStrides();
        for (int axis = 0; axis < strides.Length; axis++) native[axis] = strides[axis];
        return native;
    }

    /// <summary>The strides of a dense tensor.</summary>
    public static NativeStrides Dense(ReadOnlySpan<nint> lengths)
    {
        var native = new NativeStrides();
        long step = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            native[axis] = step;
            step *= lengths[axis];
        }
        return native;
    }
}

/// <summary>conformance_problem of conformance/native/conformance.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeProblem
{
    public const int Version = 1;

    public int Abi, ElementBits, AxisCount, HasBias, Strict, Reserved;
    public long Batch, InputChannels, OutputChannels, Groups;
    public NativeAxes Axes;
    public NativeStrides InputStride, WeightStride;
    public long BiasStride;
    public NativeStrides OutputStride;

    /// <summary>A problem on dense tensors.</summary>
    public static NativeProblem From(ConvolutionProblem p, int elementBits)
    {
        var native = new NativeProblem
        {
            Abi = Version,
            ElementBits = elementBits,
            AxisCount = p.Axes.Length,
            HasBias = p.HasBias ? 1 : 0,
            Strict = p.IsStrict ? 1 : 0,
            Batch = p.Batch,
            InputChannels = p.InputChannels,
            OutputChannels = p.OutputChannels,
            Groups = p.Groups,
            InputStride = NativeStrides.Dense(p.InputShape.AsSpan()),
            WeightStride = NativeStrides.Dense(p.WeightShape.AsSpan()),
            BiasStride = 1,
            OutputStride = NativeStrides.Dense(p.OutputShape.AsSpan()),
        };
        for (int i = 0; i < p.Axes.Length; i++)
        {
            SpatialAxis a = p.Axes[i];
            native.Axes[i] = new NativeAxis
            {
                Size = a.Size,
                Kernel = a.Kernel,
                Stride = a.Stride,
                Dilation = a.Dilation,
                PadBefore = a.PadBefore,
                PadAfter = a.PadAfter,
                Output = a.Output,
            };
        }
        return native;
    }
}
