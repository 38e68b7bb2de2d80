using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Zeros about an image, so that the kernel can reach over its edge.
/// Source: Zhang et al., Dive into Deep Learning, §7.3.1.
/// </summary>
public static class ZeroPadding
{
    /// <summary>P[i, j] = X[i − top, j − left] inside the image, and 0 elsewhere; a negative pad crops.</summary>
    /// <exception cref="ArgumentException">More is cropped than there is.</exception>
    // X: [h, w], P: [h+top+bottom, w+left+right]
    public static T[,] Pad<T>(T[,] X, int top, int bottom, int left, int right)
        where T : INumberBase<T>
    {
        int h = X.GetLength(0), w = X.GetLength(1);
        Require.That(h + top + bottom >= 0, nameof(bottom), bottom, $"must leave rows of the {h} + {top}");
        Require.That(w + left + right >= 0, nameof(right), right, $"must leave columns of the {w} + {left}");
        var P = new T[h + top + bottom, w + left + right];
        for (int i = 0; i < P.GetLength(0); i++)
        {
            for (int j = 0; j < P.GetLength(1); j++)
            {
                bool inside = i >= top && i < top + h && j >= left && j < left + w;
                P[i, j] = inside ? X[i - top, j - left] : T.Zero;
            }
        }
        return P;
    }
}
