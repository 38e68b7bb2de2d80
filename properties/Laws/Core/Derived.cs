using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Problems and tensors that laws derive from others.</summary>
internal static class Derived
{
    /// <summary>The problem with one axis replaced.</summary>
    public static ConvolutionProblem WithAxis(this ConvolutionProblem p, int index, SpatialAxis axis) =>
        p.With(axes: p.Axes.SetItem(index, axis));

    /// <summary>The problem with every axis replaced.</summary>
    public static ConvolutionProblem WithEachAxis(this ConvolutionProblem p, Func<SpatialAxis, SpatialAxis> change) =>
        p.With(axes: p.Axes.Select(change));

    /// <summary>The axis with the pad after that makes its output this long.</summary>
    public static SpatialAxis WithOutput(this SpatialAxis axis, long output) =>
        axis with { PadAfter = (output - 1) * axis.Stride + axis.Span - axis.Size - axis.PadBefore };

    /// <summary>Whether there is an element of the input and of the output.</summary>
    public static bool HasElements(this ConvolutionProblem p) => p.Batch > 0 && p.Axes.All(a => a.Size > 0);

    /// <summary>A plane of one channel of one image, and the kernel that one output channel has for it.</summary>
    public static (Tensor Image, Tensor Kernel) Plane(this LawContext context) => (
        context.Input.Slice(0, 0, 1).Slice(1, 0, 1), context.Weight.Slice(0, 0, 1).Slice(1, 0, 1));

    /// <summary>Strict convolution of one channel at every position where image and kernel overlap.</summary>
    public static ConvolutionProblem FullStrict(Tensor image, Tensor kernel) => new(
        1, 1, 1, image.Shape.Skip(2).Zip(kernel.Shape.Skip(2), (n, k) => new SpatialAxis(n, k, PadBefore: k - 1, PadAfter: k - 1)),
        strict: true);

    /// <summary>The channel c of [N, C, …], one number for each output channel, added to a whole tensor.</summary>
    public static Tensor AddToChannels(this Tensor values, Tensor perChannel)
    {
        Tensor sum = values.Copy();
        int channels = (int)values.Shape[1];
        int inner = values.Values.Length == 0 ? 0 : values.Values.Length / ((int)values.Shape[0] * channels);
        for (int i = 0; i < sum.Values.Length; i++) sum.Values[i] += perChannel.Values[i / inner % channels];
        return sum;
    }

    /// <summary>A tensor of one value.</summary>
    public static Tensor Filled(IEnumerable<nint> shape, float value)
    {
        var tensor = new Tensor(shape);
        Array.Fill(tensor.Values, value);
        return tensor;
    }

    /// <summary>The kernel index that tap t, counted in the order of the input, has.</summary>
    public static long KernelIndex(this ConvolutionProblem p, int axis, long tap) =>
        p.IsStrict ? p.Axes[axis].Kernel - 1 - tap : tap;
}
