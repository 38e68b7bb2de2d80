using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The translation-invariant layer under the principle of locality: what stands far from a unit is without effect on
/// it, V[a, b] = 0 where |a| &gt; Δ or |b| &gt; Δ. This is the convolutional layer, with (2Δ + 1)² weights.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.2.2.
/// </summary>
public static class Local
{
    /// <summary>
    /// H[i, j] = u + Σ_{a=−Δ}^{Δ} Σ_{b=−Δ}^{Δ} V[a, b]·X[i + a, j + b], with X taken as 0 outside the image: the
    /// cross-correlation with a kernel of (2Δ + 1) × (2Δ + 1) and Δ zeros of padding on every side.
    /// </summary>
    /// <exception cref="ArgumentException">V is not a square of odd side about the offset (0, 0).</exception>
    // V: [−Δ … Δ, −Δ … Δ], X: [h, w], H: [h, w]
    public static T[,] Hidden<T>(OffsetArray<T> V, T u, T[,] X)
        where T : INumberBase<T>
    {
        int delta = Reach(V), h = X.GetLength(0), w = X.GetLength(1);
        var H = new T[h, w];
        for (int i = 0; i < h; i++)
        {
            for (int j = 0; j < w; j++)
            {
                T sum = u;
                for (int a = -delta; a <= delta; a++)
                {
                    for (int b = -delta; b <= delta; b++)
                    {
                        if (i + a >= 0 && i + a < h && j + b >= 0 && j + b < w) sum += V[a, b] * X[i + a, j + b];
                    }
                }
                H[i, j] = sum;
            }
        }
        return H;
    }

    /// <summary>Whether V[a, b] = 0 wherever |a| &gt; Δ or |b| &gt; Δ.</summary>
    public static bool IsLocal<T>(OffsetArray<T> V, int delta)
        where T : INumberBase<T>
    {
        for (int a = V.FirstRow; a <= V.LastRow; a++)
        {
            for (int b = V.FirstColumn; b <= V.LastColumn; b++)
            {
                if ((Math.Abs(a) > delta || Math.Abs(b) > delta) && !T.IsZero(V[a, b])) return false;
            }
        }
        return true;
    }

    /// <summary>The entries of V with |a| ≤ Δ and |b| ≤ Δ; those that do not exist in V are 0.</summary>
    /// <exception cref="ArgumentException">Δ is negative.</exception>
    // V: any range, result: [−Δ … Δ, −Δ … Δ]
    public static OffsetArray<T> Restrict<T>(OffsetArray<T> V, int delta)
        where T : INumberBase<T>
    {
        Require.That(delta >= 0, nameof(delta), delta, "must not be negative");
        var restricted = new OffsetArray<T>(-delta, delta, -delta, delta);
        for (int a = -delta; a <= delta; a++)
        {
            for (int b = -delta; b <= delta; b++) restricted[a, b] = V.Exists(a, b) ? V[a, b] : T.Zero;
        }
        return restricted;
    }

    /// <summary>Δ, from the range of the offsets.</summary>
    internal static int Reach<T>(OffsetArray<T> V)
    {
        int delta = V.LastRow;
        Require.That(
            delta >= 0 && V.FirstRow == -delta && V.FirstColumn == -delta && V.LastColumn == delta, nameof(V),
            $"[{V.FirstRow} … {V.LastRow}, {V.FirstColumn} … {V.LastColumn}]", "must range over [−Δ … Δ, −Δ … Δ]");
        return delta;
    }
}
