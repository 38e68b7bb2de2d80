using System.Numerics;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// A layer in two steps: depthwise, one kernel for each channel and no sum over channels; then pointwise, a 1 × 1
/// kernel that mixes the channels. As a single kernel it would be P[o, c]·K[c, a, b], of rank one for each pair.
/// Source: the groups of SPEC.md with g = C_in; the 1 × 1 layer of Dive into Deep Learning, §7.4.3.
/// </summary>
public static class DepthwiseSeparable
{
    /// <summary>Y[c, i, j] = Σ_a Σ_b X[c, i + a, j + b]·K[c, a, b].</summary>
    /// <exception cref="ArgumentException">The kernel does not fit, or the channels differ.</exception>
    // X: [c, h, w], K: [c, k_h, k_w], Y: [c, h−k_h+1, w−k_w+1]
    public static T[,,] Depthwise<T>(T[,,] X, T[,,] K)
        where T : INumberBase<T>
    {
        int channels = X.GetLength(0), kernelHeight = K.GetLength(1), kernelWidth = K.GetLength(2);
        int h = X.GetLength(1), w = X.GetLength(2);
        Require.Shape(K, nameof(K), channels, kernelHeight, kernelWidth);
        Require.That(kernelHeight >= 1 && kernelHeight <= h && kernelWidth >= 1 && kernelWidth <= w, nameof(K),
            Require.Show(K), $"must have a height from 1 to {h} and a width from 1 to {w}");
        var Y = new T[channels, h - kernelHeight + 1, w - kernelWidth + 1];
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < Y.GetLength(1); i++)
            {
                for (int j = 0; j < Y.GetLength(2); j++)
                {
                    T sum = T.Zero;
                    for (int a = 0; a < kernelHeight; a++)
                    {
                        for (int b = 0; b < kernelWidth; b++) sum += X[c, i + a, j + b] * K[c, a, b];
                    }
                    Y[c, i, j] = sum;
                }
            }
        }
        return Y;
    }

    /// <summary>Y[o, i, j] = Σ_c P[o, c]·(Σ_a Σ_b X[c, i + a, j + b]·K[c, a, b]).</summary>
    /// <exception cref="ArgumentException">A kernel does not fit, or the channels differ.</exception>
    // X: [c_i, h, w], K: [c_i, k_h, k_w], P: [c_o, c_i, 1, 1], Y: [c_o, h−k_h+1, w−k_w+1]
    public static T[,,] Apply<T>(T[,,] X, T[,,] K, T[,,,] P)
        where T : INumberBase<T> => PointwiseConvolution.Apply(Depthwise(X, K), P);

    /// <summary>The depthwise step as a problem: as many groups as channels.</summary>
    /// <param name="batch">N.</param>
    /// <param name="channels">C_in.</param>
    /// <param name="axes">The spatial axes.</param>
    /// <param name="multiplier">Output channels for each input channel.</param>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public static ConvolutionProblem DepthwiseProblem(
        long batch, long channels, IEnumerable<SpatialAxis> axes, long multiplier = 1) =>
        new(batch, channels, checked(channels * multiplier), axes, groups: channels);

    /// <summary>The pointwise step as a problem: a kernel of 1 on each axis of the first step's output.</summary>
    /// <param name="depthwise">The first step.</param>
    /// <param name="outputChannels">C_out.</param>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public static ConvolutionProblem PointwiseProblem(ConvolutionProblem depthwise, long outputChannels) =>
        new(depthwise.Batch, depthwise.OutputChannels, outputChannels,
            depthwise.Axes.Select(axis => new SpatialAxis(axis.Output, Kernel: 1)));
}
