using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// A fully connected layer that maps an image X to an image H of hidden units: every unit sees every pixel, so the
/// weight is of fourth order. Source: Zhang et al., Dive into Deep Learning, §7.1.2.
/// </summary>
public static class FullyConnected
{
    /// <summary>
    /// H[i, j] = U[i, j] + Σ_k Σ_l W[i, j, k, l]·X[k, l]: unit (i, j) weighs the pixel at (k, l).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    // W: [m, n, h, w], U: [m, n], X: [h, w], H: [m, n]
    public static T[,] Hidden<T>(T[,,,] W, T[,] U, T[,] X)
        where T : INumberBase<T>
    {
        int m = W.GetLength(0), n = W.GetLength(1), h = W.GetLength(2), w = W.GetLength(3);
        Require.Shape(U, nameof(U), m, n);
        Require.Shape(X, nameof(X), h, w);
        var H = new T[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = U[i, j];
                for (int k = 0; k < h; k++)
                {
                    for (int l = 0; l < w; l++) sum += W[i, j, k, l] * X[k, l];
                }
                H[i, j] = sum;
            }
        }
        return H;
    }

    /// <summary>
    /// H[i, j] = U[i, j] + Σ_a Σ_b V[i, j][a, b]·X[i + a, j + b]: the same layer, with the pixel named by its offset
    /// (a, b) from the unit. The sums run over the offsets that stay inside the image.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    // V: [m, n][a, b], U: [m, n], X: [h, w], H: [m, n]
    public static T[,] Hidden<T>(OffsetArray<T>[,] V, T[,] U, T[,] X)
        where T : INumberBase<T>
    {
        int m = V.GetLength(0), n = V.GetLength(1);
        Require.Shape(U, nameof(U), m, n);
        var H = new T[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                OffsetArray<T> v = V[i, j];
                Reindexing.RequireOffsets(v, i, j, X.GetLength(0), X.GetLength(1));
                T sum = U[i, j];
                for (int a = v.FirstRow; a <= v.LastRow; a++)
                {
                    for (int b = v.FirstColumn; b <= v.LastColumn; b++) sum += v[a, b] * X[i + a, j + b];
                }
                H[i, j] = sum;
            }
        }
        return H;
    }
}
