using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The convolutional layer over channels: the input is a third-order tensor and so is the hidden representation, and
/// the kernel is of fourth order. Source: Zhang et al., Dive into Deep Learning, §7.1.4.
/// </summary>
public static class Channels
{
    /// <summary>
    /// H[i, j, d] = Σ_{a=−Δ}^{Δ} Σ_{b=−Δ}^{Δ} Σ_c V[a, b, c, d]·X[i + a, j + b, c], with X taken as 0 outside the image.
    /// V is stored with its offsets moved by Δ: the entry (a, b) stands at [a + Δ, b + Δ].
    /// </summary>
    /// <exception cref="ArgumentException">The kernel is not square with an odd side, or the channels differ.</exception>
    // V: [2Δ+1, 2Δ+1, c_i, c_o], X: [h, w, c_i], H: [h, w, c_o]
    public static T[,,] Hidden<T>(T[,,,] V, T[,,] X)
        where T : INumberBase<T>
    {
        int delta = V.GetLength(0) / 2, h = X.GetLength(0), w = X.GetLength(1);
        int channelsIn = V.GetLength(2), channelsOut = V.GetLength(3);
        Require.Shape(V, nameof(V), 2 * delta + 1, 2 * delta + 1, channelsIn, channelsOut);
        Require.Shape(X, nameof(X), h, w, channelsIn);
        var H = new T[h, w, channelsOut];
        for (int i = 0; i < h; i++)
        {
            for (int j = 0; j < w; j++)
            {
                for (int d = 0; d < channelsOut; d++)
                {
                    T sum = T.Zero;
                    for (int a = -delta; a <= delta; a++)
                    {
                        for (int b = -delta; b <= delta; b++)
                        {
                            if (i + a < 0 || i + a >= h || j + b < 0 || j + b >= w) continue;
                            for (int c = 0; c < channelsIn; c++)
                                sum += V[a + delta, b + delta, c, d] * X[i + a, j + b, c];
                        }
                    }
                    H[i, j, d] = sum;
                }
            }
        }
        return H;
    }
}
