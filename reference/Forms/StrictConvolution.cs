using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Convolution as mathematics has it, f ∗ g: commutative, associative, with the unit impulse as its one. It differs
/// from cross-correlation f ⋆ g by a reflection only: f ⋆ g = flip(f) ∗ g, and f ∗ g = flip(f) ⋆ g.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.3 and §7.2.5.
/// </summary>
public static class StrictConvolution
{
    /// <summary>(f ∗ g)(i) = Σ_a f(a)·g(i − a).</summary>
    public static Signal<T> Convolve<T>(Signal<T> f, Signal<T> g)
        where T : INumberBase<T>
    {
        int first = f.First + g.First, last = f.Last + g.Last;
        var values = new T[Math.Max(last - first + 1, 0)];
        for (int i = first; i <= last; i++)
        {
            T sum = T.Zero;
            for (int a = f.First; a <= f.Last; a++) sum += f[a] * g[i - a];
            values[i - first] = sum;
        }
        return new Signal<T>(first, values);
    }

    /// <summary>(f ∗ g)(i, j) = Σ_a Σ_b f(a, b)·g(i − a, j − b).</summary>
    public static PlaneSignal<T> Convolve<T>(PlaneSignal<T> f, PlaneSignal<T> g)
        where T : INumberBase<T>
    {
        int top = f.FirstRow + g.FirstRow, bottom = f.LastRow + g.LastRow;
        int left = f.FirstColumn + g.FirstColumn, right = f.LastColumn + g.LastColumn;
        var values = new T[Math.Max(bottom - top + 1, 0), Math.Max(right - left + 1, 0)];
        for (int i = top; i <= bottom; i++)
        {
            for (int j = left; j <= right; j++)
            {
                T sum = T.Zero;
                for (int a = f.FirstRow; a <= f.LastRow; a++)
                {
                    for (int b = f.FirstColumn; b <= f.LastColumn; b++) sum += f[a, b] * g[i - a, j - b];
                }
                values[i - top, j - left] = sum;
            }
        }
        return new PlaneSignal<T>(top, left, values);
    }

    /// <summary>(f ⋆ g)(i) = Σ_a f(a)·g(i + a).</summary>
    public static Signal<T> Correlate<T>(Signal<T> f, Signal<T> g)
        where T : INumberBase<T>
    {
        int first = g.First - f.Last, last = g.Last - f.First;
        var values = new T[Math.Max(last - first + 1, 0)];
        for (int i = first; i <= last; i++)
        {
            T sum = T.Zero;
            for (int a = f.First; a <= f.Last; a++) sum += f[a] * g[i + a];
            values[i - first] = sum;
        }
        return new Signal<T>(first, values);
    }

    /// <summary>(f ⋆ g)(i, j) = Σ_a Σ_b f(a, b)·g(i + a, j + b).</summary>
    public static PlaneSignal<T> Correlate<T>(PlaneSignal<T> f, PlaneSignal<T> g)
        where T : INumberBase<T>
    {
        int top = g.FirstRow - f.LastRow, bottom = g.LastRow - f.FirstRow;
        int left = g.FirstColumn - f.LastColumn, right = g.LastColumn - f.FirstColumn;
        var values = new T[Math.Max(bottom - top + 1, 0), Math.Max(right - left + 1, 0)];
        for (int i = top; i <= bottom; i++)
        {
            for (int j = left; j <= right; j++)
            {
                T sum = T.Zero;
                for (int a = f.FirstRow; a <= f.LastRow; a++)
                {
                    for (int b = f.FirstColumn; b <= f.LastColumn; b++) sum += f[a, b] * g[i + a, j + b];
                }
                values[i - top, j - left] = sum;
            }
        }
        return new PlaneSignal<T>(top, left, values);
    }
}
