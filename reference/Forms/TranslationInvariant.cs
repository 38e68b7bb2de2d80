using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The fully connected layer under the principle of translation invariance: where the input shifts, the hidden image
/// must shift with it, so V[i, j, a, b] = V[a, b] and U[i, j] = u whatever (i, j) is.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.2.1.
/// </summary>
public static class TranslationInvariant
{
    /// <summary>
    /// H[i, j] = u + Σ_a Σ_b V[a, b]·X[i + a, j + b], over the offsets that stay inside the image. V spans all offsets
    /// from −(m − 1) to h − 1 and from −(n − 1) to w − 1, which tells the size m × n of H.
    /// </summary>
    /// <exception cref="ArgumentException">V does not reach to the last row or column of X.</exception>
    // V: [−(m−1) … h−1, −(n−1) … w−1], X: [h, w], H: [m, n]
    public static T[,] Hidden<T>(OffsetArray<T> V, T u, T[,] X)
        where T : INumberBase<T>
    {
        (int m, int n, int h, int w) = Extents(V);
        Require.Shape(X, nameof(X), h, w);
        var H = new T[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = u;
                for (int a = -i; a <= h - 1 - i; a++)
                {
                    for (int b = -j; b <= w - 1 - j; b++) sum += V[a, b] * X[i + a, j + b];
                }
                H[i, j] = sum;
            }
        }
        return H;
    }

    /// <summary>The fourth-order weight of the layer: W[i, j, k, l] = V[k − i, l − j].</summary>
    // V: [−(m−1) … h−1, −(n−1) … w−1], W: [m, n, h, w]
    public static T[,,,] ToPixels<T>(OffsetArray<T> V)
    {
        (int m, int n, int h, int w) = Extents(V);
        var W = new T[m, n, h, w];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < h; k++)
                {
                    for (int l = 0; l < w; l++) W[i, j, k, l] = V[k - i, l - j];
                }
            }
        }
        return W;
    }

    private static (int M, int N, int H, int W) Extents<T>(OffsetArray<T> V)
    {
        Require.That(V.FirstRow <= 0 && V.LastRow >= 0 && V.FirstColumn <= 0 && V.LastColumn >= 0, nameof(V),
            $"[{V.FirstRow} … {V.LastRow}, {V.FirstColumn} … {V.LastColumn}]", "must hold the offset (0, 0)");
        return (1 - V.FirstRow, 1 - V.FirstColumn, V.LastRow + 1, V.LastColumn + 1);
    }
}
