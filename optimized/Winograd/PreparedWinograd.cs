using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// F(m×m, 3×3): a block of tiles is transformed, P = (m + 2)² matrix products follow, and the results are transformed back.
/// <code>
///   V: [P, C_in, tiles]     M[p] = U[p]·V[p]     Y tile = Aᵀ·M·A
/// </code>
/// A thread holds the V of a block and the M of <see cref="FiltersAtOnce"/> filters: P·(C_in + FiltersAtOnce) rows of at
/// most <see cref="BlockVectors"/> registers.
/// </summary>
internal sealed class PreparedWinograd<T, V, TTile, TTransform> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
    where TTransform : struct, IWinogradTransform<V, T>
{
    /// <summary>Registers of tiles at once: the width of the tile of the matrix product.</summary>
    public const int BlockVectors = 3;

    /// <summary>Filters whose products are held at once: with V they are to stay in a second-level cache of 1 MiB.</summary>
    public const int FiltersAtOnce = 32;

    private readonly T[] weights;
    private readonly int tiles, blocks, shares, filtersPerShare, paddedFilters;
    private readonly DealtTiles<T, V> dealt;
    private readonly TileWriter<T, V> writer;
    private readonly Constants<V, T> constants = new(T.CreateChecked);

    public PreparedWinograd(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        (SpatialAxis height, SpatialAxis width) = (problem.Axes[0], problem.Axes[1]);
        int m = TTransform.Outputs, filters = (int)problem.OutputChannels;
        weights = WinogradWeights.Pack(problem, weight, weightAt, TTransform.Filter, TTile.Rows);
        paddedFilters = (filters + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        tiles = checked((int)((height.Output + m - 1) / m * ((width.Output + m - 1) / m)));
        blocks = (tiles + BlockTiles - 1) / BlockTiles;
        (dealt, writer) = (new(height, width, m, BlockTiles), new(height, width, m));
        // Few blocks: the filters are shared out too, and the input is transformed once for each share.
        long items = Math.Max(problem.Batch * blocks, 1);
        int wanted = threads == 1 ? 1 : (int)Math.Clamp(2L * threads / items, 1, paddedFilters / TTile.Rows);
        filtersPerShare = (paddedFilters / TTile.Rows + wanted - 1) / wanted * TTile.Rows;
        shares = (filters + filtersPerShare - 1) / filtersPerShare;
    }

    protected override int Items => checked((int)Problem.Batch * blocks * shares);

    protected override bool MayBeLine => false;

    private static int BlockTiles => BlockVectors * V.Count;

    private static int Side => TTransform.Outputs + 2;

    private static int Points => Side * Side;

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int share) = Math.DivRem(item, shares);
        (int n, int block) = Math.DivRem(item, blocks);
        int first = block * BlockTiles, count = Math.Min(BlockTiles, tiles - first);
        int vectors = (count + V.Count - 1) / V.Count, pitch = vectors * V.Count, channels = (int)Problem.InputChannels;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> v = scratch.Panel(Points * Apart(channels * pitch)), m = scratch.Tile(Points * Apart(FiltersAtOnce * pitch));
        TransformInput(call, n, first, count, vectors, v, scratch.Plane(dealt.Size));
        int toFilter = Math.Min((share + 1) * filtersPerShare, paddedFilters);
        for (int f = share * filtersPerShare; f < toFilter; f += FiltersAtOnce)
        {
            int some = Math.Min(FiltersAtOnce, toFilter - f);
            Multiply(v, m, vectors, f, some);
            TransformOutput(call, n, f, Math.Min(some, (int)Problem.OutputChannels - f), first, count, m);
        }
    }

    /// <summary>The distance of two points: an odd number of cache lines, since at a power of two all points would meet in
    /// one set of the first-level cache.</summary>
    private static int Apart(int length) => (length * Unsafe.SizeOf<T>() / 64 | 1) * (64 / Unsafe.SizeOf<T>()) + 64 / Unsafe.SizeOf<T>() * 2;

    private void TransformInput(GemmCall<T> call, int n, int first, int count, int vectors, Span<T> v, Span<T> plane)
    {
        int channels = (int)Problem.InputChannels, pitch = vectors * V.Count, apart = Apart(channels * pitch);
        for (int c = 0; c < channels; c++)
        {
            dealt.Fill(call, call.InputAt.At(n, c), first, count, plane);
            TransformTiles(ref plane[dealt.Start(first)], dealt.Plane, ref v[c * pitch], apart, vectors);
        }
    }

    /// <summary>Registers of tiles of one channel: loaded, transformed along columns, then along rows, stored at all points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformTiles(ref T source, nint plane, ref T target, nint apart, int vectors)
    {
        Span<T> patch = stackalloc T[Points * V.Count];
        ref T between = ref MemoryMarshal.GetReference(patch);
        int m = TTransform.Outputs, below = ((int)Problem.Axes[1].Output + m - 1) / m;
        for (int g = 0; g < vectors; g++)
        {
            for (int c = 0; c < Side; c++)
                TTransform.Input(in Unsafe.Add(ref source, c * plane), Side * plane, below, ref Unsafe.Add(ref between, c * V.Count), Side * V.Count, constants);
            for (int r = 0; r < Side; r++)
                TTransform.Input(in Unsafe.Add(ref between, r * Side * V.Count), V.Count, m * V.Count, ref Unsafe.Add(ref target, r * Side * apart), apart, constants);
            source = ref Unsafe.Add(ref source, V.Count);
            target = ref Unsafe.Add(ref target, V.Count);
        }
    }

    private void Multiply(Span<T> v, Span<T> m, int vectors, int filter, int filters)
    {
        int channels = (int)Problem.InputChannels, pitch = vectors * V.Count;
        int vApart = Apart(channels * pitch), mApart = Apart(FiltersAtOnce * pitch);
        for (int p = 0; p < Points; p++)
        {
            for (int f = 0; f < filters; f += TTile.Rows)
            {
                TTile.Multiply(vectors, channels, in weights[(p * paddedFilters + filter + f) * channels], TTile.Rows,
                    in v[p * vApart], pitch, ref m[p * mApart + f * pitch], pitch, accumulate: false);
            }
        }
    }

    private void TransformOutput(GemmCall<T> call, int n, int filter, int filters, int first, int count, Span<T> m)
    {
        int vectors = (count + V.Count - 1) / V.Count, pitch = vectors * V.Count, apart = Apart(FiltersAtOnce * pitch);
        Span<T> results = stackalloc T[2 * Points * V.Count];
        for (int f = 0; f < filters; f++)
        {
            T bias = Problem.HasBias ? Bias[filter + f] : T.Zero;
            for (int g = 0; g < vectors; g++)
            {
                TransformBack(ref m[f * pitch + g * V.Count], apart, results);
                writer.Write(call, call.OutputAt.At(n, filter + f), first + g * V.Count, Math.Min(count - g * V.Count, V.Count),
                    results, bias, results[(Points * V.Count)..]);
            }
        }
    }

    /// <summary>A register of tiles of one filter: all points back to m×m outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformBack(ref T source, nint apart, Span<T> results)
    {
        Span<T> patch = stackalloc T[Points * V.Count];
        ref T between = ref MemoryMarshal.GetReference(patch);
        int m = TTransform.Outputs;
        for (int r = 0; r < Side; r++)
            TTransform.Output(in Unsafe.Add(ref source, r * Side * apart), apart, ref Unsafe.Add(ref between, r * m * V.Count), V.Count, constants);
        for (int j = 0; j < m; j++)
            TTransform.Output(in Unsafe.Add(ref between, j * V.Count), m * V.Count, ref results[j * V.Count], m * V.Count, constants);
    }
}
