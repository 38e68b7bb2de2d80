using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;

namespace Conformance.Optimized.Windows;

/// <summary>The loops around the register micro-kernel: panels of filters, chunks of segments whose results are turned over at once, pairs of
/// segments.</summary>
/// <param name="weights">The weights.</param>
/// <param name="filters">C_out/g.</param>
/// <param name="ahead">What the next piece of work reads anew.</param>
internal sealed class WindowTiles<T, V, TTile>(WindowWeights<T> weights, int filters, BandAhead ahead)
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IWindowTile<V, T>
{
    /// <summary>Segments whose results are turned over at once: 16 of 7 are 7 whole squares of 16 positions.</summary>
    private const int ChunkSegments = 16;

    /// <summary>Positions that turning over reads at once.</summary>
    private const int Square = 16;

    /// <summary>The filters of a panel.</summary>
    public static int PanelWidth => 2 * V.Count;

    /// <summary>All segments and panels of a piece of work.</summary>
    /// <param name="call">Where the output lies.</param>
    /// <param name="work">The piece.</param>
    /// <param name="x">The input of segment 0, all channels behind it.</param>
    /// <param name="rowPitch">The distance of the inputs of two output rows.</param>
    /// <param name="step">The distance of the inputs of two neighbours in a row, 1 or 2.</param>
    /// <param name="segments">The segments.</param>
    /// <param name="taps">Where the terms lie: a <see cref="TapList"/>.</param>
    /// <param name="terms">Which of them meet the image, for each output row of the input at hand.</param>
    /// <param name="next">The input that is asked for meanwhile, or 0; 0 where the step is 2.</param>
    public void Compute(GemmCall<T> call, in WindowWork work, ref T x, int rowPitch, int step, SegmentList segments, ReadOnlySpan<int> taps, RowTerms terms, nint next)
    {
        int turn = 0;
        Span<T> results = Scratch<T>.Mine.Tile((ChunkSegments * TTile.Segment + Square) * PanelWidth);
        for (int panel = work.FromPanel; panel < work.ToPanel; panel++)
        {
            ref T panelWeights = ref weights.Panel(work.Group, panel)[0], start = ref weights.Start(work.Group, panel)[0];
            int output = call.OutputAt.At(work.Image, work.Group * filters + panel * PanelWidth), present = Math.Min(PanelWidth, filters - panel * PanelWidth);
            for (int chunk = work.FromSegment; chunk < work.ToSegment; chunk += ChunkSegments)
            {
                int end = Math.Min(chunk + ChunkSegments, work.ToSegment), first = segments.First(chunk);
                for (int s = chunk; s < end; s += 2)
                {
                    bool isPair = s + 1 < end;
                    int row = segments.Row(s), other = isPair ? segments.Row(s + 1) : row;
                    (int from, int to) = terms.Of(row, other);
                    ReadOnlySpan<int> some = taps[from..(to + TapList.Ahead)];
                    ref T w = ref Unsafe.Add(ref panelWeights, from * PanelWidth);
                    ref T a = ref Unsafe.Add(ref x, row * rowPitch + segments.Column(s) * step);
                    ref T c = ref results[(segments.First(s) - first) * PanelWidth];
                    if (!isPair)
                    {
                        if (step == 2) TTile.Single<Two>(some, ref a, ref w, ref start, ref c);
                        else TTile.Single<One>(some, ref a, ref w, ref start, ref c);
                        continue;
                    }
                    ref T b = ref Unsafe.Add(ref x, other * rowPitch + segments.Column(s + 1) * step);
                    ref T d = ref results[(segments.First(s + 1) - first) * PanelWidth];
                    if (step == 2) TTile.Pair<Two, NotAsked>(some, ref a, ref b, ref w, ref start, ref c, ref d, 0, []);
                    else if (next == 0) TTile.Pair<One, NotAsked>(some, ref a, ref b, ref w, ref start, ref c, ref d, 0, []);
                    else TTile.Pair<One, Asked>(some, ref a, ref b, ref w, ref start, ref c, ref d, next + ahead.First(turn++) * Unsafe.SizeOf<T>(), ahead.Offsets);
                }
                PositionWriter<T, V>.Write(call, output, present, work.FirstPosition + first, segments.End(end - 1) - first, results, PanelWidth);
            }
        }
    }
}
