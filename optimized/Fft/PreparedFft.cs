using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Fft;

/// <summary>
/// Convolution by the Fourier transform, in tiles that overlap (overlap-save): Ŷ[o] = Σ_c X̂[c] ⊙ conj(Ŵ[o, c]).
/// Inputs and kernels are real, so that two tiles go through one complex transform, one as its real part and the other as
/// its imaginary part, and come out again as such. A thread holds the tiles of one group's channels, and one more.
/// </summary>
internal sealed class PreparedFft<T, V> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    private readonly FftPlan plan;
    private readonly TileFft<V, T> fft;
    private readonly SpatialAxis height, width;
    private readonly T[] spectra;
    private readonly int tiles, pairs;

    public PreparedFft(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        (height, width) = (problem.Axes[0], problem.Axes[1]);
        plan = FftPlan.Of(height, width);
        fft = new(plan.Height, plan.Width);
        (tiles, pairs) = (plan.TilesHigh * plan.TilesWide, (plan.TilesHigh * plan.TilesWide + 1) / 2);
        spectra = TensorShapes.Allocate<T>(2L * fft.Plane * problem.OutputChannels * problem.InputChannelsPerGroup, "transformed weight");
        var shape = new VolumeShape(problem);
        T scale = T.CreateChecked(1.0 / (plan.Height * plan.Width));
        for (int at = 0, o = 0; o < problem.OutputChannels; o++)
        {
            for (int c = 0; c < problem.InputChannelsPerGroup; c++, at += 2 * fft.Plane)
            {
                for (int h = 0; h < height.Kernel; h++)
                {
                    for (int w = 0; w < width.Kernel; w++)
                    {
                        T value = weight[weightAt.At(o, c, 0, shape.Tap(height, h)) + shape.Tap(width, w) * weightAt.Width];
                        spectra[at + h * (int)height.Dilation * fft.Pitch + w * (int)width.Dilation] = value * scale;
                    }
                }
                fft.Forward(ref spectra[at]);
            }
        }
    }

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups) * pairs);

    protected override bool MayBeLine => false;

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int pair) = Math.DivRem(item, pairs);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int channels = (int)Problem.InputChannelsPerGroup, filters = (int)Problem.OutputChannelsPerGroup, size = 2 * fft.Plane;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> x = scratch.Panel(channels * size), y = scratch.Tile(size);
        for (int c = 0; c < channels; c++)
        {
            int start = call.InputAt.At(n, group * channels + c);
            Fill(call, start, 2 * pair, x.Slice(c * size, fft.Plane));
            Fill(call, start, 2 * pair + 1, x.Slice(c * size + fft.Plane, fft.Plane));
            fft.Forward(ref x[c * size]);
        }
        for (int f = 0; f < filters; f++)
        {
            int channel = group * filters + f;
            for (int c = 0; c < channels; c++)
                MultiplyConjugate(ref x[c * size], ref spectra[(channel * channels + c) * size], ref y[0], fft.Plane, accumulate: c > 0);
            fft.Inverse(ref y[0]);
            T bias = Problem.HasBias ? Bias[channel] : T.Zero;
            Write(call, call.OutputAt.At(n, channel), 2 * pair, y[..fft.Plane], bias);
            Write(call, call.OutputAt.At(n, channel), 2 * pair + 1, y[fft.Plane..], bias);
        }
    }

    /// <summary>y (+)= x·conj(w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyConjugate(ref T x, ref T w, ref T y, nint plane, bool accumulate)
    {
        for (nint i = 0; i < plane; i += V.Count)
        {
            V xr = At(ref x, i), xi = At(ref x, plane + i), wr = At(ref w, i), wi = At(ref w, plane + i);
            V re = accumulate ? At(ref y, i) : V.Zero, im = accumulate ? At(ref y, plane + i) : V.Zero;
            V.MultiplyAdd(xr, wr, V.MultiplyAdd(xi, wi, re)).Store(ref Unsafe.Add(ref y, i));
            V.MultiplyAdd(xi, wr, V.MultiplyAdd(V.Zero - xr, wi, im)).Store(ref Unsafe.Add(ref y, plane + i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T x, nint offset) => V.Load(in Unsafe.Add(ref x, offset));

    /// <summary>The padded input under a tile; zeros for a tile beyond the last.</summary>
    private void Fill(GemmCall<T> call, int start, int tile, Span<T> plane)
    {
        plane.Clear();
        if (tile >= tiles) return;
        (int top, int left) = Origin(tile);
        (top, left) = (top - (int)height.PadBefore, left - (int)width.PadBefore);
        int fromRow = Math.Max(-top, 0), toRow = (int)Math.Min(height.Size - top, fft.Height);
        int from = Math.Max(-left, 0), to = (int)Math.Min(width.Size - left, fft.Width), step = call.InputAt.Width;
        for (int row = fromRow; row < toRow && from < to; row++)
        {
            ReadOnlySpan<T> x = call.Input[(start + call.InputAt.At(0, 0, 0, top + row) + (left + from) * step)..];
            Span<T> target = plane.Slice(row * fft.Pitch + from, to - from);
            if (step == 1) x[..target.Length].CopyTo(target);
            else for (int i = 0; i < target.Length; i++) target[i] = x[i * step];
        }
    }

    private void Write(GemmCall<T> call, int start, int tile, Span<T> plane, T bias)
    {
        if (tile >= tiles) return;
        (int top, int left) = Origin(tile);
        (int sh, int sw, int step) = ((int)height.Stride, (int)width.Stride, call.OutputAt.Width);
        int endRow = Math.Min(top + fft.Height - (int)height.Span + 1, FftPlan.Extent(height)), end = Math.Min(left + fft.Width - (int)width.Span + 1, FftPlan.Extent(width));
        int first = (left + sw - 1) / sw, count = (end + sw - 1) / sw - first;
        for (int oh = (top + sh - 1) / sh; oh * sh < endRow && count > 0; oh++)
        {
            Span<T> y = call.Output[(start + call.OutputAt.At(0, 0, 0, oh) + first * step)..];
            Span<T> row = plane[((oh * sh - top) * fft.Pitch + first * sw - left)..];
            if (sw == 1 && step == 1 && !Problem.HasBias) row[..count].CopyTo(y);
            else for (int i = 0; i < count; i++) y[i * step] = row[i * sw] + bias;
        }
    }

    private (int Top, int Left) Origin(int tile) =>
        (tile / plan.TilesWide * (plan.Height - (int)height.Span + 1), tile % plan.TilesWide * (plan.Width - (int)width.Span + 1));
}
