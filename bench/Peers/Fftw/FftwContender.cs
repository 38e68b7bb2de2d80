using Conformance.Spec;

namespace Conformance.Bench.Peers.Fftw;

/// <summary>One plane and one kernel by FFTW: transform, multiply with the kernel's spectrum, transform back, crop. It has
/// one thread, however many the others have.</summary>
internal sealed class FftwContender : IContender
{
    /// <summary>Below it, nobody would take a Fourier transform.</summary>
    private const int LeastKernel = 5;

    private readonly LayerData data;
    private readonly SpatialAxis height, width;
    private readonly TransformPair transform;
    private readonly float[] kernel, output;

    public FftwContender(LayerData data)
    {
        (this.data, height, width) = (data, data.Problem.Axes[0], data.Problem.Axes[1]);
        output = new float[data.Problem.OutputCount];
        transform = TransformPair.Fastest(Length(height), Length(width));
        // Correlation is multiplication by the conjugate, and a way there and back multiplies by the number of elements.
        CopyRows(data.Weight, (int)width.Kernel, transform.From, transform.Columns, (int)height.Kernel, (int)width.Kernel);
        transform.Forward();
        kernel = [.. transform.Spectrum];
        SpectralProduct.ConjugateAndScale(kernel, 1f / ((float)transform.Rows * transform.Columns));
        transform.From.Clear();
    }

    public static bool Supports(ConvolutionProblem problem) =>
        problem is { IsStrict: false, HasBias: false, Batch: 1, InputChannels: 1, OutputChannels: 1, Axes.Length: 2 }
        && problem.Axes.All(axis => axis is { Stride: 1, Dilation: 1, Kernel: >= LeastKernel, PadBefore: >= 0 });

    public void Execute()
    {
        // The pads around the image stay zero.
        CopyRows(data.Input, (int)width.Size, transform.From[(int)(height.PadBefore * transform.Columns + width.PadBefore)..], transform.Columns, (int)height.Size, (int)width.Size);
        transform.Forward();
        SpectralProduct.Multiply(transform.Spectrum, kernel);
        transform.Back();
        CopyRows(transform.To, transform.Columns, output, (int)width.Output, (int)height.Output, (int)width.Output);
    }

    public float[] Result() => output;

    public void Dispose() => transform.Dispose();

    /// <summary>The plane is a ring: the image stands behind its pad, and a window over the end of the ring may reach into
    /// the pad at its beginning, but not into the image.</summary>
    private static long Length(SpatialAxis axis) =>
        new[] { axis.PadBefore + axis.Size, axis.Output, axis.Kernel, axis.Output + axis.Kernel - 1 - axis.PadBefore }.Max();

    private static void CopyRows(ReadOnlySpan<float> from, int fromStride, Span<float> to, int toStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++) from.Slice(row * fromStride, columns).CopyTo(to[(row * toStride)..]);
    }
}
