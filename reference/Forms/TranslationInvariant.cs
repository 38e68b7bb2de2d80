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

    /// <summary>Whether W[i, j, i + a, j + b] is the same for all (i, j): W[i, j, k, l] = W[i + 1, j, k + 1, l]
    /// = W[i, j + 1, k, l + 1] wherever both sides exist.</summary>
    // W: [m, n, h, w]
    public static bool IsTranslationInvariant<T>(T[,,,] W)
        where T : INumberBase<T>
    {
        int m = W.GetLength(0), n = W.GetLength(1), h = W.GetLength(2), w = W.GetLength(3);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < h; k++)
                {
                    for (int l = 0; l < w; l++)
                    {
                        if (i + 1 < m && k + 1 < h && W[i, j, k, l] != W[i + 1, j, k + 1, l]) return false;
                        if (j + 1 < n && l + 1 < w && W[i, j, k, l] != W[i, j + 1, k, l + 1]) return false;
                    }
                }
            }
        }
        return true;
    }

    /// <summary>
    /// V[a, b] = the mean of W[i, j, i + a, j + b] over the (i, j) where it exists: of all translation-invariant
    /// weights the one nearest to W in the sum of squares, its orthogonal projection. The mean is as exact as the
    /// division of T.
    /// </summary>
    /// <exception cref="ArgumentException">An extent of W is 0.</exception>
    // W: [m, n, h, w], V: [−(m−1) … h−1, −(n−1) … w−1]
    public static OffsetArray<T> Project<T>(T[,,,] W)
        where T : INumberBase<T>
    {
        int m = W.GetLength(0), n = W.GetLength(1), h = W.GetLength(2), w = W.GetLength(3);
        Require.That(W.Length > 0, nameof(W), Require.Show(W), "must have no extent of 0");
        var V = new OffsetArray<T>(-(m - 1), h - 1, -(n - 1), w - 1);
        for (int a = -(m - 1); a <= h - 1; a++)
        {
            for (int b = -(n - 1); b <= w - 1; b++)
            {
                T sum = T.Zero, count = T.Zero;
                for (int i = Math.Max(0, -a); i < Math.Min(m, h - a); i++)
                {
                    for (int j = Math.Max(0, -b); j < Math.Min(n, w - b); j++)
                    {
                        sum += W[i, j, i + a, j + b];
                        count += T.One;
                    }
                }
                V[a, b] = sum / count;
            }
        }
        return V;
    }

    private static (int M, int N, int H, int W) Extents<T>(OffsetArray<T> V)
    {
        Require.That(V.FirstRow <= 0 && V.LastRow >= 0 && V.FirstColumn <= 0 && V.LastColumn >= 0, nameof(V),
            $"[{V.FirstRow} … {V.LastRow}, {V.FirstColumn} … {V.LastColumn}]", "must hold the offset (0, 0)");
        return (1 - V.FirstRow, 1 - V.FirstColumn, V.LastRow + 1, V.LastColumn + 1);
    }
}
