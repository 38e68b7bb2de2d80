using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Conformance.Laws;

/// <summary>Strict full convolution is a product: commutative, associative, distributive, and a product of spectra.</summary>
public static class Products
{
    private const string Source = "D2L §7.1.3; Oppenheim and Schafer, Discrete-Time Signal Processing, §2.4 and §8.7";

    /// <summary>U and X trade places.</summary>
    public static Law Commutes { get; } = new(
        "Strict_full_convolution_commutes", "W ∗ X = X ∗ W", Source, Derived.HasElements,
        context =>
        {
            var (x, w) = context.Plane();
            return context.Same(Full(context, x, w), Full(context, w, x));
        });

    /// <summary>Two kernels one after the other are one.</summary>
    public static Law Associates { get; } = new(
        "Strict_full_convolution_associates", "(V ∗ W) ∗ X = V ∗ (W ∗ X)", Source, Derived.HasElements,
        context =>
        {
            var (x, w) = context.Plane();
            (x, w) = (x.Map(Small), w.Map(Small));
            Tensor v = context.Draw([1, 1, .. Enumerable.Repeat((nint)2, x.Shape.Count - 2)], limit: 3);
            return context.Same(Full(context, x, Full(context, w, v)), Full(context, Full(context, x, w), v), growth: 1e3);
        });

    /// <summary>A sum of kernels is a sum of outputs.</summary>
    public static Law Distributes { get; } = new(
        "Strict_full_convolution_distributes_over_addition", "W ∗ (X + X′) = W ∗ X + W ∗ X′", Source, Derived.HasElements,
        context =>
        {
            var (x, w) = context.Plane();
            Tensor other = context.Draw(x.Shape);
            return context.Same(
                Full(context, x.Combine(other, (a, b) => a + b), w),
                Full(context, x, w).Combine(Full(context, other, w), (a, b) => a + b));
        });

    /// <summary>The convolution theorem, with MathNet's FFT.</summary>
    public static Law ConvolutionTheorem { get; } = new(
        "The_spectrum_of_a_full_convolution_is_the_product_of_the_spectra", "F(W ∗ X) = F(W)·F(X)", Source, Derived.HasElements,
        context =>
        {
            var (x, w) = context.Plane();
            return context.Same(BySpectra(x, w), Full(context, x, w));
        });

    private static float Small(float value) => value % 8;

    private static Tensor Full(LawContext context, Tensor image, Tensor kernel) =>
        context.Convolve(Derived.FullStrict(image, kernel), image, kernel);

    /// <summary>Both in boxes of the output's extents: no row runs into the next, so that one long sequence will do.</summary>
    private static Tensor BySpectra(Tensor x, Tensor w)
    {
        for (int axis = 2; axis < x.Shape.Count; axis++)
        {
            long extent = x.Shape[axis] + w.Shape[axis] - 1;
            (x, w) = (x.Slice(axis, 0, extent), w.Slice(axis, 0, extent));
        }
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)x.Values.Length * 2);
        Complex[] a = Spectrum(x, length), b = Spectrum(w, length);
        for (int i = 0; i < length; i++) a[i] *= b[i];
        Fourier.Inverse(a, FourierOptions.AsymmetricScaling);
        return new Tensor([.. a.Take(x.Values.Length).Select(value => (float)Math.Round(value.Real))], x.Shape);
    }

    private static Complex[] Spectrum(Tensor values, int length)
    {
        var samples = new Complex[length];
        for (int i = 0; i < values.Values.Length; i++) samples[i] = values.Values[i];
        Fourier.Forward(samples, FourierOptions.AsymmetricScaling);
        return samples;
    }
}
