using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Two-dimensional cross-correlation, the operation that deep learning calls a convolution: the kernel slides over the
/// image, and each output element is the sum of the products under it. No padding, stride 1: an output of
/// (h − k_h + 1) × (w − k_w + 1). Source: Zhang et al., Dive into Deep Learning, §7.2.1 and §7.4.
/// </summary>
public static class CrossCorrelation
{
    /// <summary>Y[i, j] = Σ_a Σ_b X[i + a, j + b]·K[a, b].</summary>
    /// <exception cref="ArgumentException">The kernel is empty or does not fit into the image.</exception>
    // X: [h, w], K: [k_h, k_w], Y: [h−k_h+1, w−k_w+1]
    public static T[,] Corr2d<T>(T[,] X, T[,] K)
        where T : INumberBase<T>
    {
        int kernelHeight = K.GetLength(0), kernelWidth = K.GetLength(1);
        RequireFits(X, 0, K, 0);
        var Y = new T[X.GetLength(0) - kernelHeight + 1, X.GetLength(1) - kernelWidth + 1];
        for (int i = 0; i < Y.GetLength(0); i++)
        {
            for (int j = 0; j < Y.GetLength(1); j++)
            {
                T sum = T.Zero;
                for (int a = 0; a < kernelHeight; a++)
                {
                    for (int b = 0; b < kernelWidth; b++) sum += X[i + a, j + b] * K[a, b];
                }
                Y[i, j] = sum;
            }
        }
        return Y;
    }

    /// <summary>Y[i, j] = Σ_c Σ_a Σ_b X[c, i + a, j + b]·K[c, a, b]: several input channels, added up.</summary>
    /// <exception cref="ArgumentException">The kernel does not fit, or the channels differ.</exception>
    // X: [c_i, h, w], K: [c_i, k_h, k_w], Y: [h−k_h+1, w−k_w+1]
    public static T[,] Corr2d<T>(T[,,] X, T[,,] K)
        where T : INumberBase<T>
    {
        int channels = K.GetLength(0), kernelHeight = K.GetLength(1), kernelWidth = K.GetLength(2);
        RequireFits(X, 1, K, 1);
        Require.Shape(X, nameof(X), channels, X.GetLength(1), X.GetLength(2));
        var Y = new T[X.GetLength(1) - kernelHeight + 1, X.GetLength(2) - kernelWidth + 1];
        for (int i = 0; i < Y.GetLength(0); i++)
        {
            for (int j = 0; j < Y.GetLength(1); j++)
            {
                T sum = T.Zero;
                for (int c = 0; c < channels; c++)
                {
                    for (int a = 0; a < kernelHeight; a++)
                    {
                        for (int b = 0; b < kernelWidth; b++) sum += X[c, i + a, j + b] * K[c, a, b];
                    }
                }
                Y[i, j] = sum;
            }
        }
        return Y;
    }

    /// <summary>Y[o, i, j] = Σ_c Σ_a Σ_b X[c, i + a, j + b]·K[o, c, a, b]: a kernel for each output channel.</summary>
    /// <exception cref="ArgumentException">The kernel does not fit, or the channels differ.</exception>
    // X: [c_i, h, w], K: [c_o, c_i, k_h, k_w], Y: [c_o, h−k_h+1, w−k_w+1]
    public static T[,,] Corr2d<T>(T[,,] X, T[,,,] K)
        where T : INumberBase<T>
    {
        int channelsOut = K.GetLength(0), channelsIn = K.GetLength(1);
        int kernelHeight = K.GetLength(2), kernelWidth = K.GetLength(3);
        RequireFits(X, 1, K, 2);
        Require.Shape(X, nameof(X), channelsIn, X.GetLength(1), X.GetLength(2));
        var Y = new T[channelsOut, X.GetLength(1) - kernelHeight + 1, X.GetLength(2) - kernelWidth + 1];
        for (int o = 0; o < channelsOut; o++)
        {
            for (int i = 0; i < Y.GetLength(1); i++)
            {
                for (int j = 0; j < Y.GetLength(2); j++)
                {
                    T sum = T.Zero;
                    for (int c = 0; c < channelsIn; c++)
                    {
                        for (int a = 0; a < kernelHeight; a++)
                        {
                            for (int b = 0; b < kernelWidth; b++) sum += X[c, i + a, j + b] * K[o, c, a, b];
                        }
                    }
                    Y[o, i, j] = sum;
                }
            }
        }
        return Y;
    }

    private static void RequireFits(Array X, int axisOfX, Array K, int axisOfK)
    {
        for (int axis = 0; axis < 2; axis++)
        {
            int size = X.GetLength(axisOfX + axis), kernel = K.GetLength(axisOfK + axis);
            Require.That(kernel >= 1 && kernel <= size, nameof(K), Require.Show(K),
                $"must have a {(axis == 0 ? "height" : "width")} from 1 to the {size} of X");
        }
    }
}
