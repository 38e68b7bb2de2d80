using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Convolution over three axes: time, height and width of a video, or depth, height and width of an RGB-D picture. With
/// the channels of input and output the kernel is of fifth order.
/// Source: the layer of Dive into Deep Learning, §7.4.2, with one more axis.
/// </summary>
public static class Volumetric
{
    /// <summary>Y[o, t, i, j] = Σ_c Σ_e Σ_a Σ_b X[c, t + e, i + a, j + b]·K[o, c, e, a, b].</summary>
    /// <exception cref="ArgumentException">The kernel does not fit, or the channels differ.</exception>
    // X: [c_i, n_t, h, w], K: [c_o, c_i, k_t, k_h, k_w], Y: [c_o, n_t−k_t+1, h−k_h+1, w−k_w+1]
    public static T[,,,] Corr3d<T>(T[,,,] X, T[,,,,] K)
        where T : INumberBase<T>
    {
        int channelsOut = K.GetLength(0), channelsIn = K.GetLength(1);
        RequireFits(X, K);
        var Y = new T[channelsOut, X.GetLength(1) - K.GetLength(2) + 1, X.GetLength(2) - K.GetLength(3) + 1,
            X.GetLength(3) - K.GetLength(4) + 1];
        for (int o = 0; o < channelsOut; o++)
        {
            for (int t = 0; t < Y.GetLength(1); t++)
            {
                for (int i = 0; i < Y.GetLength(2); i++)
                {
                    for (int j = 0; j < Y.GetLength(3); j++)
                    {
                        T sum = T.Zero;
                        for (int c = 0; c < channelsIn; c++)
                        {
                            for (int e = 0; e < K.GetLength(2); e++)
                            {
                                for (int a = 0; a < K.GetLength(3); a++)
                                {
                                    for (int b = 0; b < K.GetLength(4); b++)
                                        sum += X[c, t + e, i + a, j + b] * K[o, c, e, a, b];
                                }
                            }
                        }
                        Y[o, t, i, j] = sum;
                    }
                }
            }
        }
        return Y;
    }

    /// <summary>
    /// An RGB-D picture as a volume: V[c, z, i, j] = colours[c, i, j] in the plane z = depth[i, j] where the pixel lies,
    /// and 0 in all others. What moves towards the camera then shifts along the first axis.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a depth is not in 0 … planes − 1.</exception>
    // colours: [c, h, w], depth: [h, w], V: [c, planes, h, w]
    public static T[,,,] FromRgbd<T>(T[,,] colours, int[,] depth, int planes)
        where T : INumberBase<T>
    {
        int channels = colours.GetLength(0), h = colours.GetLength(1), w = colours.GetLength(2);
        Require.Shape(depth, nameof(depth), h, w);
        Require.That(planes >= 1, nameof(planes), planes, "must be at least 1");
        var V = new T[channels, planes, h, w];
        for (int c = 0; c < channels; c++)
        {
            for (int z = 0; z < planes; z++)
            {
                for (int i = 0; i < h; i++)
                {
                    for (int j = 0; j < w; j++)
                    {
                        Require.That(depth[i, j] >= 0 && depth[i, j] < planes, nameof(depth), depth[i, j],
                            $"at ({i}, {j}) must lie in 0 … {planes - 1}");
                        V[c, z, i, j] = depth[i, j] == z ? colours[c, i, j] : T.Zero;
                    }
                }
            }
        }
        return V;
    }

    private static void RequireFits(Array X, Array K)
    {
        Require.That(X.GetLength(0) == K.GetLength(1), nameof(X), Require.Show(X),
            $"must have the {K.GetLength(1)} channels of K");
        for (int axis = 1; axis <= 3; axis++)
        {
            int size = X.GetLength(axis), kernel = K.GetLength(axis + 1);
            Require.That(kernel >= 1 && kernel <= size, nameof(K), Require.Show(K),
                $"must have from 1 to {size} taps on spatial axis {axis}");
        }
    }
}
