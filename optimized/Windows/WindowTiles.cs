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
internal sealed unsafe class WindowTiles<T, V, TTile>(WindowWeights<T> weights, int filters, BandAhead ahead)
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
    /// <param name="x">The first tap of segment 0 in the first channel; where it is padding, what lies there instead. Pinned.</param>
    /// <param name="layout">Where the others lie.</param>
    /// <param name="rows">Which terms meet the image, for each output row of the input at hand.</param>
    /// <param name="next">The input that is asked for meanwhile, or 0.</param>
    public void Compute(GemmCall<T> call, in WindowWork work, T* x, WindowLayout layout, RowTerms rows, nint next)
    {
        if (layout.Step == 2) Compute<Two>(call, work, x, layout, rows, next);
        else Compute<One>(call, work, x, layout, rows, next);
    }

    private void Compute<TStep>(GemmCall<T> call, in WindowWork work, T* x, WindowLayout layout, RowTerms rows, nint next) where TStep : struct, IStep
    {
        int turn = 0;
        SegmentList segments = layout.Segments;
        Span<T> results = Scratch<T>.Mine.Tile((ChunkSegments * TTile.Segment + Square) * PanelWidth);
        for (int panel = work.FromPanel; panel < work.ToPanel; panel++)
        {
            ref T panelWeights = ref weights.Panel(work.Group, panel)[0], start = ref weights.Start(work.Group, panel)[0];
            int output = call.OutputAt.At(work.Image, work.Group * filters + panel * PanelWidth), some = Math.Min(PanelWidth, filters - panel * PanelWidth);
            for (int chunk = work.FromSegment; chunk < work.ToSegment; chunk += ChunkSegments)
            {
                int end = Math.Min(chunk + ChunkSegments, work.ToSegment), first = segments.First(chunk), s = chunk;
                while (s < end)
                {
                    (int from, int to) = rows[segments.Row(s)];
                    ReadOnlySpan<int> taps = layout.Taps(from, to);
                    ReadOnlySpan<byte> beside = layout.Beside(s, from, to), besideNext = layout.Beside(s + 1, from, to);
                    ref T w = ref Unsafe.Add(ref panelWeights, from * PanelWidth);
                    T* a = x + layout.Start(s), b = x + layout.Start(s + 1);
                    ref T c = ref results[(segments.First(s) - first) * PanelWidth];
                    // A pair has its terms in common, or else each segment is by itself.
                    if (s + 1 == end || rows[segments.Row(s + 1)] != (from, to))
                    {
                        var terms = new TileTerms(taps, beside, [], next: 0, []);
                        if (beside.Length > 0) TTile.Single<TStep, Edge>(terms, a, ref w, ref start, ref c);
                        else TTile.Single<TStep, Inside>(terms, a, ref w, ref start, ref c);
                        s++;
                        continue;
                    }
                    ref T d = ref results[(segments.First(s + 1) - first) * PanelWidth];
                    bool isEdge = beside.Length + besideNext.Length > 0;
                    if (isEdge && beside.Length == 0) beside = layout.None(from, to);
                    if (isEdge && besideNext.Length == 0) besideNext = layout.None(from, to);
                    var both = new TileTerms(taps, beside, besideNext, next == 0 ? 0 : next + ahead.First(turn++) * sizeof(T), ahead.Offsets);
                    Pair<TStep>(both, isEdge, a, b, ref w, ref start, ref c, ref d);
                    s += 2;
                }
                PositionWriter<T, V>.Write(call, output, some, work.FirstPosition + first, segments.End(end - 1) - first, results, PanelWidth);
            }
        }
    }

    private static void Pair<TStep>(in TileTerms terms, bool isEdge, T* a, T* b, ref T w, ref T start, ref T c, ref T d) where TStep : struct, IStep
    {
        if (isEdge && terms.Next != 0) TTile.Pair<TStep, Asked, Edge>(terms, a, b, ref w, ref start, ref c, ref d);
        else if (isEdge) TTile.Pair<TStep, NotAsked, Edge>(terms, a, b, ref w, ref start, ref c, ref d);
        else if (terms.Next != 0) TTile.Pair<TStep, Asked, Inside>(terms, a, b, ref w, ref start, ref c, ref d);
        else TTile.Pair<TStep, NotAsked, Inside>(terms, a, b, ref w, ref start, ref c, ref d);
    }
}
