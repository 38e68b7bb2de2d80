using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>The matrix products of all points: M[p] = V[p]ᵀ·U[p], panel by panel of filters.</summary>
internal sealed class WinogradProducts<T, V, TTile>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
{
    private readonly AlignedMemory<T> weights;
    private readonly (int From, int Depth)[] products;
    private readonly int channels, filters;

    /// <param name="problem">The problem.</param>
    /// <param name="weight">The memory of W.</param>
    /// <param name="weightAt">Its strides.</param>
    /// <param name="g">G: [side, taps].</param>
    /// <param name="side">m + r − 1.</param>
    /// <param name="order">The parts of each channel.</param>
    public WinogradProducts(ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<double> g, int side, PartOrder order)
    {
        (channels, filters) = ((int)problem.InputChannels * order.Parts.Length, (int)problem.OutputChannels);
        weights = WinogradWeights.Pack(problem, weight, weightAt, g, order, PanelWidth);
        products = new (int, int)[side * side];
        for (int p = 0; p < products.Length; p++)
        {
            // None where all the weights of a point are zero.
            (int from, int count) = order.For(p / side == side - 1, p % side == side - 1);
            products[p] = count == 0 ? (0, 0) : (from * (int)problem.InputChannels, count * (int)problem.InputChannels);
        }
    }

    /// <summary>Filters of a panel: two registers where a tile has seven rows or eight, which then need 9 or 10 loads for 14 or 16 products.</summary>
    public static int PanelWidth => (TTile.Rows >= 7 ? 2 : TTile.Vectors) * V.Count;

    /// <summary>The panels.</summary>
    public int Panels => (filters + PanelWidth - 1) / PanelWidth;

    /// <summary>Whether the weights are more than a second-level cache holds.</summary>
    public bool IsLarge => Bytes > WinogradSupport.SecondLevelBytes;

    /// <summary>The size of the weights.</summary>
    public long Bytes => (long)weights.Span.Length * Unsafe.SizeOf<T>();

    /// <summary>The products of a panel at all points.</summary>
    /// <param name="v">V: [point, channel, tile].</param>
    /// <param name="apart">The distance of two points in V.</param>
    /// <param name="pitch">The distance of two channels.</param>
    /// <param name="m">M: [point, tile, filter].</param>
    /// <param name="mApart">The distance of two points in M.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="tiles">How many tiles.</param>
    public void Multiply(Span<T> v, int apart, int pitch, Span<T> m, int mApart, int panel, int tiles)
    {
        int vectors = (Math.Min(PanelWidth, filters - panel * PanelWidth) + V.Count - 1) / V.Count;
        int size = PanelWidth * channels, step = Panels * size, line = Prefetch.CacheLine / Unsafe.SizeOf<T>();
        for (int p = 0; p < products.Length; p++)
        {
            (int from, int depth) = products[p];
            ref T u = ref weights.Span[p * step + panel * size + from * PanelWidth], next = ref Unsafe.Add(ref u, step);
            if (TTile.TakesColumns)
            {
                TTile.Column(vectors, (tiles + TTile.Rows - 1) / TTile.Rows, depth, in v[p * apart + from * pitch], pitch, TTile.Rows, in u, PanelWidth, ref m[p * mApart], PanelWidth, accumulate: false);
                continue;
            }
            for (int tile = 0; tile < tiles; tile += TTile.Rows)
            {
                // Tiles ask for the weights of the next point: each for as many cache lines as it has steps, until that is all.
                int asked = tile / TTile.Rows * depth * line;
                ref T ahead = ref Unsafe.Add(ref next, asked < depth * PanelWidth ? asked : 0);
                TTile.Multiply(vectors, depth, in v[p * apart + from * pitch + tile], pitch, in u, PanelWidth,
                    ref m[p * mApart + tile * PanelWidth], PanelWidth, accumulate: false, LinesAhead.From(in ahead));
            }
        }
    }
}
