using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The translation-invariant weights among all weights of a fully connected layer: a linear subspace, of one dimension
/// for each offset (a, b). Source: Zhang et al., Dive into Deep Learning, §7.1.2.1.
/// </summary>
public static class InvariantWeights
{
    /// <summary>Whether W[i, j, i + a, j + b] is the same for all (i, j): W[i, j, k, l] = W[i + 1, j, k + 1, l]
    /// = W[i, j + 1, k, l + 1] wherever both sides exist.</summary>
    // W: [m, n, h, w]
    public static bool IsInvariant<T>(T[,,,] W)
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
}
