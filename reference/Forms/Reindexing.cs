namespace Conformance.Forms;

/// <summary>
/// V[i, j, a, b] = W[i, j, i + a, j + b]: the weight of a fully connected layer under another name for the pixel,
/// k = i + a and l = j + b. It only renames, so it is a bijection: each (i, j) keeps h·w entries, with
/// −i ≤ a ≤ h − 1 − i and −j ≤ b ≤ w − 1 − j; no other (a, b) exists there.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.2.
/// </summary>
public static class Reindexing
{
    /// <summary>V[i, j][a, b] = W[i, j, i + a, j + b].</summary>
    // W: [m, n, h, w], V: [m, n][a, b]
    public static OffsetArray<T>[,] ToOffsets<T>(T[,,,] W)
    {
        int m = W.GetLength(0), n = W.GetLength(1), h = W.GetLength(2), w = W.GetLength(3);
        var V = new OffsetArray<T>[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                V[i, j] = new OffsetArray<T>(-i, h - 1 - i, -j, w - 1 - j);
                for (int a = -i; a <= h - 1 - i; a++)
                {
                    for (int b = -j; b <= w - 1 - j; b++) V[i, j][a, b] = W[i, j, i + a, j + b];
                }
            }
        }
        return V;
    }

    /// <summary>W[i, j, k, l] = V[i, j][k − i, l − j].</summary>
    /// <exception cref="ArgumentException">The units do not all see the same image.</exception>
    // V: [m, n][a, b], W: [m, n, h, w]
    public static T[,,,] ToPixels<T>(OffsetArray<T>[,] V)
    {
        int m = V.GetLength(0), n = V.GetLength(1);
        Require.That(m > 0 && n > 0, nameof(V), Require.Show(V), "must have a unit, to tell the size of the image");
        int h = V[0, 0].LastRow + 1, w = V[0, 0].LastColumn + 1;
        var W = new T[m, n, h, w];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                RequireOffsets(V[i, j], i, j, h, w);
                for (int k = 0; k < h; k++)
                {
                    for (int l = 0; l < w; l++) W[i, j, k, l] = V[i, j][k - i, l - j];
                }
            }
        }
        return W;
    }

    internal static void RequireOffsets<T>(OffsetArray<T> v, int i, int j, int h, int w)
    {
        bool kept = v.FirstRow == -i && v.LastRow == h - 1 - i && v.FirstColumn == -j && v.LastColumn == w - 1 - j;
        Require.That(kept, "V", $"[{v.FirstRow} … {v.LastRow}, {v.FirstColumn} … {v.LastColumn}]",
            $"at ({i}, {j}) must hold the offsets that stay inside the image of {h} × {w}");
    }
}
