using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The flip turns cross-correlation into strict convolution and back.
/// Source: Zhang et al., Dive into Deep Learning, §7.2.5.
/// </summary>
public static class KernelFlip
{
    /// <summary>F[a, b] = K[k_h − 1 − a, k_w − 1 − b].</summary>
    // K: [k_h, k_w], F: [k_h, k_w]
    public static T[,] Flip<T>(T[,] K)
    {
        int height = K.GetLength(0), width = K.GetLength(1);
        var F = new T[height, width];
        for (int a = 0; a < height; a++)
        {
            for (int b = 0; b < width; b++) F[a, b] = K[height - 1 - a, width - 1 - b];
        }
        return F;
    }

    /// <summary>Y[i, j] = Σ_a Σ_b X[i + a, j + b]·K[k_h − 1 − a, k_w − 1 − b]: strict convolution, where the kernel
    /// lies fully inside the image.</summary>
    /// <exception cref="ArgumentException">The kernel is empty or does not fit into the image.</exception>
    // X: [h, w], K: [k_h, k_w], Y: [h−k_h+1, w−k_w+1]
    public static T[,] Conv2d<T>(T[,] X, T[,] K)
        where T : INumberBase<T> => CrossCorrelation.Corr2d(X, Flip(K));

    /// <summary>
    /// Flips every kernel of a flattened weight on all its spatial axes: in row-major order that reverses the block
    /// of taps which belongs to one pair of channels.
    /// </summary>
    internal static void FlipAll<T>(T[] weight, long taps)
    {
        for (long block = 0; block < weight.Length; block += taps) Array.Reverse(weight, (int)block, (int)taps);
    }
}
