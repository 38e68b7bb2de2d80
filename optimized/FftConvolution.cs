using System.Numerics;
using Conformance.Optimized.Fft;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Convolution by the Fourier transform, for large kernels: what it costs hardly depends on the kernel. Its error
/// is normwise, so that only the fast planner takes it.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class FftConvolution<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"fft-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most elements that transformed kernels may have.</summary>
    private const double MostSpectra = 1 << 24;

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem)
    {
        Support support = Support.Yes
            .But(problem.Axes.Length != 2, "fft: two axes")
            .But(problem.Axes.Any(a => a.Span > FftPlan.MostSpan), $"fft: a kernel that spans at most {FftPlan.MostSpan}");
        if (!support.IsSupported || problem.OutputCount == 0) return support;
        FftPlan plan = FftPlan.Of(problem.Axes[0], problem.Axes[1]);
        double spectra = 2.0 * plan.Height * plan.Width * problem.OutputChannels * problem.InputChannelsPerGroup;
        return support.But(spectra > MostSpectra, $"fft: {spectra:G3} elements of transformed kernels, more than {MostSpectra:G3}");
    }

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new PreparedFft<T, Lanes512<T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 => new PreparedFft<T, Lanes256<T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new PreparedFft<T, Lanes128<T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
