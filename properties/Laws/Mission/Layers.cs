using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>From the fully connected layer to the convolution, and back.</summary>
public static class Layers
{
    private const long MostPixels = 64;

    /// <summary>The three forms of a layer and the engine compute the same.</summary>
    public static Law FormsAgree { get; } = new(
        "Fourth_order_translation_invariant_and_local_form_are_the_convolution",
        "Σ_k Σ_l W[i, j, k, l]·X[k, l] = Σ_a Σ_b V[a, b]·X[i + a, j + b], V = 0 beyond Δ, W[i, j, k, l] = V[k − i, l − j]",
        "D2L §7.1.2", IsSmallImage, CompareForms);

    /// <summary>As a fully connected layer, an engine's convolution has invariant weights that are local.</summary>
    public static Law WeightsAreInvariant { get; } = new(
        "As_a_fully_connected_layer_the_convolution_is_translation_invariant_and_local",
        "W[·, ·, k, l] = y(one-hot at (k, l)): W[i, j, i + a, j + b] does not depend on (i, j), and is 0 beyond Δ",
        "D2L §7.1.2.1, §7.1.2.2", IsSmallImage, FindWeights);

    /// <summary>A 1×1 convolution is a matrix product at every pixel.</summary>
    public static Law PointwiseIsAMatrixProduct { get; } = new(
        "A_pointwise_convolution_is_a_matrix_product_at_every_pixel", "Y[c, i] = Σ_j W[c, j]·X[j, i] + b[c]",
        "D2L §7.4.3", Derived.HasElements, MultiplyPixels);

    private static bool IsSmallImage(ConvolutionProblem p) =>
        p.HasElements() && p.Axes[0].Size * p.Axes[^1].Size <= MostPixels;

    private static (ConvolutionProblem Problem, OffsetArray<float> V, float[,] Kernel) LocalLayer(LawContext context, long batch)
    {
        SpatialAxis rows = context.Problem.Axes[0], columns = context.Problem.Axes[^1];
        int delta = (int)Math.Min(2, columns.Kernel / 2), side = 2 * delta + 1;
        float[] drawn = context.Draw([side, side]).Values;
        var kernel = new float[side, side];
        Buffer.BlockCopy(drawn, 0, kernel, 0, drawn.Length * sizeof(float));
        var p = new ConvolutionProblem(batch, 1, 1, [Kept(rows.Size), Kept(columns.Size)], bias: context.Problem.HasBias);
        return (p, new OffsetArray<float>(-delta, -delta, kernel), kernel);

        SpatialAxis Kept(long size) => new(size, side, PadBefore: delta, PadAfter: delta);
    }

    private static string? CompareForms(LawContext context)
    {
        var (p, v, kernel) = LocalLayer(context, batch: 1);
        int h = (int)p.Axes[0].Size, w = (int)p.Axes[1].Size;
        var everywhere = new OffsetArray<float>(-(h - 1), h - 1, -(w - 1), w - 1);
        for (int a = 1 - h; a < h; a++)
            for (int b = 1 - w; b < w; b++) everywhere[a, b] = v.Exists(a, b) ? v[a, b] : 0;
        Tensor x = context.Draw(p.InputShape), bias = context.Draw(p.BiasShape);
        float u = p.HasBias ? bias.Values[0] : 0;
        float[,] X = Square<float>(x.Values, h, w), U = Square<float>([.. Enumerable.Repeat(u, h * w)], h, w);
        Tensor y = context.Convolve(p, x, Flat(kernel).Reshape(p.WeightShape), bias);
        return context.Same(Flat(FullyConnected.Hidden(TranslationInvariant.ToPixels(everywhere), U, X)).Reshape(p.OutputShape), y)
            ?? context.Same(Flat(TranslationInvariant.Hidden(everywhere, u, X)).Reshape(p.OutputShape), y)
            ?? context.Same(Flat(Local.Hidden(v, u, X)).Reshape(p.OutputShape), y);
    }

    private static string? FindWeights(LawContext context)
    {
        long pixels = context.Problem.Axes[0].Size * context.Problem.Axes[^1].Size;
        var (p, v, kernel) = LocalLayer(context, pixels);
        p = p.With(bias: false);
        int h = (int)p.Axes[0].Size, w = (int)p.Axes[1].Size;
        var oneHots = new Tensor(p.InputShape);
        for (int i = 0; i < pixels; i++) oneHots.Values[i * pixels + i] = 1;
        Tensor y = context.Convolve(p, oneHots, Flat(kernel).Reshape(p.WeightShape));
        // y: [h·w, 1, h, w], one image for each pixel (k, l) that is 1.
        for (int i = 0; i < y.Values.Length; i++)
        {
            long[] at = y.Unravel(i);
            int a = (int)(at[0] / w - at[2]), b = (int)(at[0] % w - at[3]);
            float expected = v.Exists(a, b) ? v[a, b] : 0;
            if (!(y.Values[i] == expected || Math.Abs(y.Values[i] - expected) <= context.Tolerance))
                return $"W[{at[2]}, {at[3]}, {at[0] / w}, {at[0] % w}] is {y.Values[i]:R}, V[{a}, {b}] is {expected:R}";
        }
        return null;
    }

    private static string? MultiplyPixels(LawContext context)
    {
        ConvolutionProblem p = context.Problem.WithEachAxis(a => new SpatialAxis(a.Size, 1));
        Tensor matrix = Enumerable.Range(2, p.Axes.Length).Aggregate(context.Weight, (t, axis) => t.Slice(axis, 0, 1));
        int pixels = (int)(p.InputCount / (p.Batch * p.InputChannels)), terms = (int)p.InputChannelsPerGroup;
        var expected = new Tensor(p.OutputShape);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            int n = i / pixels / (int)p.OutputChannels, c = i / pixels % (int)p.OutputChannels, pixel = i % pixels;
            int first = (n * (int)p.InputChannels + c / (int)p.OutputChannelsPerGroup * terms) * pixels + pixel;
            for (int j = 0; j < terms; j++)
                expected.Values[i] += matrix.Values[c * terms + j] * context.Input.Values[first + j * pixels];
        }
        return context.Same(p.HasBias ? expected.AddToChannels(context.Bias) : expected,
            context.Convolve(p, context.Input, matrix, context.Bias));
    }

    private static T[,] Square<T>(T[] values, int h, int w)
    {
        var square = new T[h, w];
        for (int i = 0; i < h; i++)
            for (int j = 0; j < w; j++) square[i, j] = values[i * w + j];
        return square;
    }

    private static Tensor Flat(float[,] values) =>
        new([.. values.Cast<float>()], [values.GetLength(0), values.GetLength(1)]);
}
