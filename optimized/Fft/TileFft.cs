using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Fft;

/// <summary>
/// The transform of a tile of H×W complex numbers, H and W powers of 2 and multiples of the lanes L:
/// <code>
///   1. along columns, L side by side                                        [k_h, w]
///   2. along rows, w = l + L·q: over q, in every lane                       [k_h, k_q, l]
///      · e^(−2πi·l·k_q/W), L×L squares of (k_h, l) turned over              [l, k_q, k_h]
///      over l, L rows side by side                                          [k_l, k_q, k_h]
/// </code>
/// In which order the frequencies come out is of no concern: they are multiplied by those of a kernel in the same order.
/// </summary>
internal sealed class TileFft<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, INumberBase<T>
{
    private readonly Twiddles<T> columns, quotients, lanes = new(V.Count);
    private readonly T[] turns;

    public TileFft(int height, int width)
    {
        (Height, Width) = (height, width);
        (columns, quotients) = (new(height), new(width / V.Count));
        // An odd number of cache lines, so that a column meets all sets of the cache.
        Pitch = width + 64 / Unsafe.SizeOf<T>();
        turns = new T[2 * width];
        for (int q = 0; q < width / V.Count; q++)
        {
            for (int l = 0; l < V.Count; l++)
            {
                double angle = -2 * Math.PI * l * Twiddles<T>.Frequency(q, width / V.Count) / width;
                (turns[q * V.Count + l], turns[width + q * V.Count + l]) = (T.CreateChecked(Math.Cos(angle)), T.CreateChecked(Math.Sin(angle)));
            }
        }
    }

    public int Height { get; }
    public int Width { get; }

    /// <summary>The distance of two rows.</summary>
    public int Pitch { get; }

    /// <summary>Elements of the real plane; the imaginary one lies behind it.</summary>
    public int Plane => Height * Pitch;

    /// <summary>Forward, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Forward(ref T re)
    {
        ref T im = ref Unsafe.Add(ref re, Plane);
        for (int w = 0; w < Width; w += V.Count) LaneFft<V, T>.Forward(ref Unsafe.Add(ref re, w), ref Unsafe.Add(ref im, w), Pitch, columns);
        for (int h = 0; h < Height; h++)
        {
            ref T r = ref Unsafe.Add(ref re, h * Pitch), i = ref Unsafe.Add(ref im, h * Pitch);
            LaneFft<V, T>.Forward(ref r, ref i, V.Count, quotients);
            for (int w = V.Count; w < Width; w += V.Count) Turn(ref Unsafe.Add(ref r, w), ref Unsafe.Add(ref i, w), w, V.Zero - At(Width + w));
        }
        for (int h = 0; h < Height; h += V.Count)
        {
            for (int w = 0; w < Width; w += V.Count)
            {
                ref T r = ref Unsafe.Add(ref re, h * Pitch + w), i = ref Unsafe.Add(ref im, h * Pitch + w);
                TurnOver(ref r);
                TurnOver(ref i);
                LaneFft<V, T>.Forward(ref r, ref i, Pitch, lanes);
            }
        }
    }

    /// <summary>The inverse but for the factor 1/(H·W), in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Inverse(ref T re)
    {
        ref T im = ref Unsafe.Add(ref re, Plane);
        for (int h = 0; h < Height; h += V.Count)
        {
            for (int w = 0; w < Width; w += V.Count)
            {
                ref T r = ref Unsafe.Add(ref re, h * Pitch + w), i = ref Unsafe.Add(ref im, h * Pitch + w);
                LaneFft<V, T>.Inverse(ref r, ref i, Pitch, lanes);
                TurnOver(ref r);
                TurnOver(ref i);
            }
        }
        for (int h = 0; h < Height; h++)
        {
            ref T r = ref Unsafe.Add(ref re, h * Pitch), i = ref Unsafe.Add(ref im, h * Pitch);
            for (int w = V.Count; w < Width; w += V.Count) Turn(ref Unsafe.Add(ref r, w), ref Unsafe.Add(ref i, w), w, At(Width + w));
            LaneFft<V, T>.Inverse(ref r, ref i, V.Count, quotients);
        }
        for (int w = 0; w < Width; w += V.Count) LaneFft<V, T>.Inverse(ref Unsafe.Add(ref re, w), ref Unsafe.Add(ref im, w), Pitch, columns);
    }

    private V At(int index) => V.Load(in turns[index]);

    /// <summary>Multiplies a register by its turn, or, with the sign of the sine changed, takes it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn(ref T re, ref T im, int w, V minusSine)
    {
        V x = V.Load(in re), y = V.Load(in im), cosine = At(w);
        V.MultiplyAdd(x, cosine, y * minusSine).Store(ref re);
        V.MultiplyAdd(y, cosine, V.Zero - x * minusSine).Store(ref im);
    }

    private void TurnOver(ref T square)
    {
        if (Turn<T, V>.Side > 0)
        {
            Turn<T, V>.InPlace(ref square, Pitch);
            return;
        }
        for (int i = 0; i < V.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ref T a = ref Unsafe.Add(ref square, i * Pitch + j), b = ref Unsafe.Add(ref square, j * Pitch + i);
                (a, b) = (b, a);
            }
        }
    }
}
