using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// Explicit im2col: for each image and group the whole matrix B[K, P] is written out, and then multiplied as any other
/// matrix would be.
/// <code>
///   position →    0    1    2   …  P−1       K = taps·(C_in/g): as many times the image as there are taps
///   tap 0, c 0    x    x    x        x
///   tap 0, c 1    x    x    x        x       an element is the input that the tap meets at the position; 0 in the padding
///   …
/// </code>
/// The call holds K·(P + one register) elements, and each thread a packed block of B as large as
/// <see cref="PackedGemm{T, V, TTile}"/> says.
/// </summary>
internal sealed class WholeMatrix<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IPackingTile<V, T>
{
    /// <summary>Channels of one tap that a thread writes at once: few enough that 64 channels keep several threads busy.</summary>
    private const int ChannelsAtOnce = 16;

    private readonly AlignedMemory<T> weights;
    private readonly int groupSize, positions, taps;
    private readonly BlockGrid grid;
    private Job? idle;

    public WholeMatrix(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, TTile.Rows);
        groupSize = (int)WeightPanels.GroupSize(problem, TTile.Rows);
        var shape = new VolumeShape(problem);
        (positions, taps) = (shape.Positions, shape.Taps);
        grid = new BlockGrid(1, 1, positions, PackedGemm<T, V, TTile>.PanelWidth, PackedGemm<T, V, TTile>.BlockPanels, problem.OutputChannelsPerGroup, TTile.Rows, threads);
    }

    protected override int Items => grid.Items;

    /// <summary>The distance of two rows of the matrix: rows are written by whole registers, and none may reach into the
    /// next one, which another thread may have written.</summary>
    private int Pitch => PackedGemm<T, V, TTile>.Padded(positions) + V.Count;

    private int Channels => (int)Problem.InputChannelsPerGroup;

    private int ChannelBlocks => (Channels + ChannelsAtOnce - 1) / ChannelsAtOnce;

    protected override void Execute(GemmCall<T> call)
    {
        Job job = Interlocked.Exchange(ref idle, null) ?? new Job(this, TensorShapes.Allocate<T>((long)Depth * Pitch, "im2col"));
        for (int n = 0; n < Problem.Batch; n++)
        {
            for (int group = 0; group < Problem.Groups; group++)
            {
                job.Set(call, n, group, isWriting: true);
                Share(job, taps * ChannelBlocks);
                job.Set(call, n, group, isWriting: false);
                Share(job, grid.Items);
            }
        }
        idle = job;
    }

    protected override void Compute(GemmCall<T> call, int item) => throw new NotSupportedException("the jobs of a call compute");

    /// <summary>Some rows of the matrix: a tap at several channels.</summary>
    private void WriteRows(GemmCall<T> call, int n, int group, T[] matrix, int item)
    {
        (int tap, int block) = Math.DivRem(item, ChannelBlocks);
        int channel = block * ChannelsAtOnce, count = Math.Min(ChannelsAtOnce, Channels - channel);
        PieceList pieces = Scratch<T>.Mine.Pieces;
        pieces.Find(call.Shape, call.InputAt, tap, 0, positions);
        InputPacker<V, T>.Pack(
            pieces.Pieces, call.Input[call.InputAt.At(n, group * Channels + channel)..], call.InputAt.Channel, count,
            (int)call.Shape.Width.Stride * call.InputAt.Width, ref matrix[(tap * Channels + channel) * Pitch], Pitch);
    }

    /// <summary>A block of the product.</summary>
    private void MultiplyBlock(GemmCall<T> call, int n, int group, T[] matrix, OutputBlock block)
    {
        int filter = group * (int)Problem.OutputChannelsPerGroup + block.FromFilter, width = PackedGemm<T, V, TTile>.PanelWidth;
        Span<T> y = call.Output[call.OutputAt.At(n, filter)..], panels = PackedGemm<T, V, TTile>.Panels;
        if (Problem.HasBias) TileOutput<T, V, TTile>.FillBias(call, block, y, Bias.AsSpan(filter, block.ToFilter - block.FromFilter));
        int step = PackedGemm<T, V, TTile>.Steps(Depth), last = PackedGemm<T, V, TTile>.Padded(block.Count % width);
        for (int k = 0; k < Depth; k += step)
        {
            int steps = Math.Min(step, Depth - k);
            PanelPacking<V, T>.Pack(matrix.AsSpan(k * Pitch + block.First), Pitch, steps, block.Count, width, panels);
            ReadOnlySpan<T> a = weights.Span[(group * groupSize + block.FromFilter * Depth + k * TTile.Rows)..];
            PackedGemm<T, V, TTile>.Multiply(
                call, block, y, a, Depth * TTile.Rows, MatrixBlock<T>.Packed(panels, steps, block.Count, width, last), steps, k > 0 || Problem.HasBias);
        }
    }

    /// <summary>One image and group of a call: first its matrix is written, then it is multiplied.</summary>
    private sealed class Job(WholeMatrix<T, V, TTile> owner, T[] matrix) : IParallelWork
    {
        private GemmCall<T>? call;
        private int image, group;
        private bool isWriting;

        public void Set(GemmCall<T> ofCall, int n, int ofGroup, bool isWriting) =>
            (call, image, group, this.isWriting) = (ofCall, n, ofGroup, isWriting);

        public void Compute(int item)
        {
            if (isWriting) owner.WriteRows(call!, image, group, matrix, item);
            else owner.MultiplyBlock(call!, image, group, matrix, owner.grid[item]);
        }
    }
}
