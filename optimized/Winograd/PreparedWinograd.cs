using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// F(4×4, 3×3): a block of tiles is transformed, 36 matrix products follow, and the results are transformed back.
/// <code>
///   V: [36, C_in, tiles]     M[p] = U[p]·V[p]     Y tile = Aᵀ·M·A
/// </code>
/// A thread holds the V and M of a block of <see cref="BlockVectors"/> registers of tiles: 36·(C_in + C_out) rows.
/// </summary>
internal sealed class PreparedWinograd<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
{
    public const int BlockVectors = 3;
    private const int Points = 36;
    private readonly T[] weights;
    private readonly int tilesHigh, tilesWide, blocks, paddedFilters;
    private readonly SpatialAxis height, width;
    private readonly Constants<V, T> constants = new(T.CreateChecked);

    public PreparedWinograd(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        (height, width) = (problem.Axes[0], problem.Axes[1]);
        weights = WinogradWeights.Pack(problem, weight, weightAt, TTile.Rows);
        paddedFilters = ((int)problem.OutputChannels + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        (tilesHigh, tilesWide) = ((int)(height.Output + 3) / 4, (int)(width.Output + 3) / 4);
        blocks = (tilesHigh * tilesWide + BlockTiles - 1) / BlockTiles;
    }

    private static int BlockTiles => BlockVectors * V.Count;

    protected override int Items => checked((int)Problem.Batch * blocks);

    protected override bool MayBeLine => false;

    protected override void Compute(GemmCall<T> call, int item)
    {
        (int n, int block) = Math.DivRem(item, blocks);
        int first = block * BlockTiles, count = Math.Min(BlockTiles, tilesHigh * tilesWide - first);
        int vectors = (count + V.Count - 1) / V.Count, channels = (int)Problem.InputChannels, filters = (int)Problem.OutputChannels;
        int pitch = vectors * V.Count;
        Scratch<T> scratch = Scratch<T>.Mine;
        T[] v = scratch.Panel(Points * channels * BlockTiles), m = scratch.Tile(Points * paddedFilters * BlockTiles);
        for (int c = 0; c < channels; c++)
            for (int group = 0; group < vectors; group++)
                TransformInput(call, n, c, first + group * V.Count, count - group * V.Count, ref v[c * pitch + group * V.Count], channels * pitch);
        for (int p = 0; p < Points; p++)
        {
            for (int f = 0; f < filters; f += TTile.Rows)
            {
                TTile.Multiply(vectors, channels, in weights[(p * paddedFilters + f) * channels], TTile.Rows,
                    in v[p * channels * pitch], pitch, ref m[(p * paddedFilters + f) * pitch], pitch, accumulate: false);
            }
        }
        for (int f = 0; f < filters; f++)
            for (int group = 0; group < vectors; group++)
                TransformOutput(call, n, f, first + group * V.Count, count - group * V.Count, ref m[f * pitch + group * V.Count], paddedFilters * pitch);
    }

    /// <summary>As many tiles of one channel as a register has lanes: gathered, transformed, stored at 36 points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformInput(GemmCall<T> call, int n, int channel, int first, int count, ref T target, int pointStride)
    {
        Span<T> patch = stackalloc T[Points * V.Count];
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, channel)..];
        int rowStride = call.InputAt.At(0, 0, 0, 1), step = call.InputAt.Width, lanes = V.Count;
        patch.Clear();
        for (int lane = 0; lane < Math.Min(count, lanes); lane++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + lane, tilesWide);
            int top = 4 * tileRow - (int)height.PadBefore, left = 4 * tileColumn - (int)width.PadBefore;
            int fromRow = Math.Max(-top, 0), toRow = (int)Math.Min(height.Size - top, 6);
            int fromColumn = Math.Max(-left, 0), toColumn = (int)Math.Min(width.Size - left, 6);
            for (int r = fromRow; r < toRow; r++)
            {
                int at = (top + r) * rowStride + left * step;
                for (int c = fromColumn; c < toColumn; c++) patch[(6 * r + c) * lanes + lane] = x[at + c * step];
            }
        }
        ref V tile = ref Unsafe.As<T, V>(ref patch[0]);
        for (int i = 0; i < 6; i++) Transforms<V, T>.Input(ref Unsafe.Add(ref tile, 6 * i), 1, constants);
        for (int i = 0; i < 6; i++) Transforms<V, T>.Input(ref Unsafe.Add(ref tile, i), 6, constants);
        for (int p = 0; p < Points; p++) Unsafe.Add(ref tile, p).Store(ref Unsafe.Add(ref target, p * pointStride));
    }

    /// <summary>The reverse for one filter: 36 points back to 4×4 outputs of each tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformOutput(GemmCall<T> call, int n, int filter, int first, int count, ref T source, int pointStride)
    {
        Span<T> patch = stackalloc T[Points * V.Count];
        ref V tile = ref Unsafe.As<T, V>(ref patch[0]);
        for (int p = 0; p < Points; p++) Unsafe.Add(ref tile, p) = V.Load(in Unsafe.Add(ref source, p * pointStride));
        for (int i = 0; i < 6; i++) Transforms<V, T>.Output(ref Unsafe.Add(ref tile, 6 * i), 1, constants);
        for (int i = 0; i < 4; i++) Transforms<V, T>.Output(ref Unsafe.Add(ref tile, i), 6, constants);
        Span<T> y = call.Output[call.OutputAt.At(n, filter)..];
        int rowStride = call.OutputAt.At(0, 0, 0, 1), step = call.OutputAt.Width, lanes = V.Count;
        T bias = Problem.HasBias ? Bias[filter] : T.Zero;
        for (int lane = 0; lane < Math.Min(count, lanes); lane++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + lane, tilesWide);
            int rows = (int)Math.Min(height.Output - 4 * tileRow, 4), columns = (int)Math.Min(width.Output - 4 * tileColumn, 4);
            for (int r = 0; r < rows; r++)
            {
                int at = (4 * tileRow + r) * rowStride + 4 * tileColumn * step;
                for (int c = 0; c < columns; c++) y[at + c * step] = patch[(6 * r + c) * lanes + lane] + bias;
            }
        }
    }
}
