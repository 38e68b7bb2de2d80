using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What each form says of an argument that it cannot take: the parameter, its value and the rule. What lies just within the rule
/// is taken.</summary>
public class ArgumentTests
{
    private static readonly SupportedFunction One = new(_ => 1, 0, 1);

    [Fact]
    public void Arrays_have_the_shapes_that_belong_together()
    {
        Says("V must have the shape [3, 3, 1, 1], but it is [3, 2, 1, 1]", "V", () => Channels.Hidden(new int[3, 2, 1, 1], new int[3, 3, 1]));
        Says("X must have the shape [3, 4, 1], but it is [3, 4, 2]", "X", () => Channels.Hidden(new int[1, 1, 1, 1], new int[3, 4, 2]));
        Says("U must have the shape [2, 3], but it is [3, 2]", "U", () => FullyConnected.Hidden(new int[2, 3, 4, 5], new int[3, 2], new int[4, 5]));
        Says("X must have the shape [4, 5], but it is [5, 4]", "X", () => FullyConnected.Hidden(new int[2, 3, 4, 5], new int[2, 3], new int[5, 4]));
        Says("U must have the shape [1, 1], but it is [1, 2]", "U", () => FullyConnected.Hidden(Reindexing.ToOffsets(new int[1, 1, 2, 2]), new int[1, 2], new int[2, 2]));
        Says("X must have the shape [3, 2, 2], but it is [2, 2, 2]", "X", () => CrossCorrelation.Corr2d(new int[2, 2, 2], new int[3, 1, 1]));
        Says("X must have the shape [3, 2, 2], but it is [2, 2, 2]", "X", () => CrossCorrelation.Corr2d(new int[2, 2, 2], new int[1, 3, 1, 1]));
        Says("K must have the shape [2, 1, 1], but it is [3, 1, 1]", "K", () => DepthwiseSeparable.Depthwise(new int[2, 3, 3], new int[3, 1, 1]));
        Says("K must have the shape [1, 1, 1, 1], but it is [1, 1, 2, 1]", "K", () => PointwiseConvolution.Apply(new int[1, 2, 2], new int[1, 1, 2, 1]));
        Says("X must have the shape [2, 3, 4], but it is [1, 3, 4]", "X", () => PointwiseConvolution.Apply(new int[1, 3, 4], new int[1, 2, 1, 1]));
        Says("B must have as many rows as A has columns, 3, but it is [2, 3]", "B", () => PointwiseConvolution.MatrixProduct(new int[2, 3], new int[2, 3]));
        Says("X must have the shape [2, 2], but it is [2, 3]", "X", () => TranslationInvariant.Hidden(new OffsetArray<int>(-1, 1, -1, 1), 0, new int[2, 3]));
        Says("predicted must have the shape [2, 3], but it is [3, 2]", "predicted", () => SquaredError.Loss(new int[3, 2], new int[2, 3]));
        Says("predicted must have the shape [1, 2, 3], but it is [1, 3, 2]", "predicted", () => SquaredError.Gradient(new int[1, 3, 2], new int[1, 2, 3]));
        Says("depth must have the shape [2, 3], but it is [3, 2]", "depth", () => Volumetric.FromRgbd(new int[1, 2, 3], new int[3, 2], 1));
        Says("X must have the 2 channels of K, but it is [1, 3, 3, 3]", "X", () => Volumetric.Corr3d(new int[1, 3, 3, 3], new int[1, 2, 1, 1, 1]));
        var layer = new ConvolutionalLayer<int>(new int[2, 1, 1, 1], [0, 0]);
        LayerGradients<int> right = layer.Backward(new int[1, 2, 2], new int[2, 2, 2]);
        Says("gradients must have the shape [2, 1, 1, 1], but it is [1, 1, 1, 1]", "gradients", () => layer.Step(right with { Weight = new int[1, 1, 1, 1] }, 1));
        Says("gradients must have the shape [2], but it is [1]", "gradients", () => layer.Step(right with { Bias = [0] }, 1));
        Says("biasGradient must have the shape [2], but it is [3]", "biasGradient", () => ConvolutionGradients.Bias<int>(layer.ProblemFor(new int[1, 2, 2]), new System.Numerics.Tensors.ReadOnlyTensorSpan<int>(new int[8], [1, 2, 2, 2]), new int[3]));
        Says("biasGradient must have the shape [2], but it is [1, 2]", "biasGradient", () => ConvolutionGradients.Bias<int>(layer.ProblemFor(new int[1, 2, 2]), new System.Numerics.Tensors.ReadOnlyTensorSpan<int>(new int[8], [1, 2, 2, 2]), new System.Numerics.Tensors.TensorSpan<int>(new int[2], [1, 2])));
        Says("problem must have a bias, but it is mb1ic1iw1oc1kw1", "problem", () => ConvolutionGradients.Bias<int>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), new System.Numerics.Tensors.ReadOnlyTensorSpan<int>(new int[1], [1, 1, 1]), new int[1]));
    }

    [Fact]
    public void Kernels_are_not_empty_and_fit()
    {
        Says("K must have a height from 1 to the 2 of X, but it is [3, 2]", "K", () => CrossCorrelation.Corr2d(new int[2, 2], new int[3, 2]));
        Says("K must have a width from 1 to the 2 of X, but it is [2, 3]", "K", () => CrossCorrelation.Corr2d(new int[2, 2], new int[2, 3]));
        Says("K must have a height from 1 to the 2 of X, but it is [0, 1]", "K", () => CrossCorrelation.Corr2d(new int[2, 2], new int[0, 1]));
        Says("K must have a width from 1 to the 2 of X, but it is [1, 1, 0]", "K", () => CrossCorrelation.Corr2d(new int[1, 3, 2], new int[1, 1, 0]));
        Says("K must have a height from 1 to the 3 of X, but it is [1, 1, 4, 1]", "K", () => CrossCorrelation.Corr2d(new int[1, 3, 2], new int[1, 1, 4, 1]));
        foreach (int[] extents in new int[][] { [0, 1], [4, 1], [1, 0], [1, 3] })
            Says($"K must have a height from 1 to 3 and a width from 1 to 2, but it is [1, {extents[0]}, {extents[1]}]", "K", () => DepthwiseSeparable.Depthwise(new int[1, 3, 2], new int[1, extents[0], extents[1]]));
        Says("K must have from 1 to 2 taps on spatial axis 1, but it is [1, 1, 3, 1, 1]", "K", () => Volumetric.Corr3d(new int[1, 2, 3, 4], new int[1, 1, 3, 1, 1]));
        Says("K must have from 1 to 3 taps on spatial axis 2, but it is [1, 1, 1, 0, 1]", "K", () => Volumetric.Corr3d(new int[1, 2, 3, 4], new int[1, 1, 1, 0, 1]));
        Says("K must have from 1 to 4 taps on spatial axis 3, but it is [1, 1, 1, 1, 5]", "K", () => Volumetric.Corr3d(new int[1, 2, 3, 4], new int[1, 1, 1, 1, 5]));
        Assert.Single(CrossCorrelation.Corr2d(new int[3, 2], new int[3, 2]));
        Assert.Single(DepthwiseSeparable.Depthwise(new int[1, 3, 2], new int[1, 3, 2]));
        Assert.Equal(6, DepthwiseSeparable.Depthwise(new int[1, 3, 2], new int[1, 1, 1]).Length);
        Assert.Single(Volumetric.Corr3d(new int[1, 2, 3, 4], new int[1, 1, 2, 3, 4]));
        Assert.Equal(24, Volumetric.Corr3d(new int[1, 2, 3, 4], new int[1, 1, 1, 1, 1]).Length);
    }

    [Fact]
    public void Numbers_lie_in_their_ranges()
    {
        Says("n must not be negative, but it is -1", "n", () => OutputExtents.Of(-1, 1));
        Says("k must be at least 1, but it is 0", "k", () => OutputExtents.Of(1, 0));
        Says("s must be at least 1, but it is 0", "s", () => OutputExtents.Same(1, 0));
        Says("s must be at least 1, but it is 0", "s", () => OutputExtents.KernelMinusOnePadded(1, 0));
        Says("n must not be negative, but it is -2", "n", () => OutputExtents.Divided(-2, 2));
        Says("d must be at least 1, but it is 0", "d", () => OutputExtents.Valid(1, 1, 1, 0));
        Says("k must fit, dilated by 2, into 1 + 2 + 1, but it is 3", "k", () => OutputExtents.Of(1, 3, 2, 1, 1, 2));
        Says("k must fit, dilated by 2, into 4, but it is 3", "k", () => OutputExtents.Valid(4, 3, 1, 2));
        Says("s must divide 7, but it is 2", "s", () => OutputExtents.Divided(7, 2));
        Says("m must lie in 1 … 8, but it is 0", "m", () => OutputExtents.LayersToShrink(8, 0, 2));
        Says("m must lie in 1 … 8, but it is 9", "m", () => OutputExtents.LayersToShrink(8, 9, 2));
        Says("k must be at least 2, or nothing shrinks, but it is 1", "k", () => OutputExtents.LayersToShrink(8, 4, 1));
        Assert.Equal((1, 1, 0, 1, 0), (OutputExtents.Of(5, 3, d: 2), OutputExtents.Valid(5, 3, d: 2), OutputExtents.Same(0), OutputExtents.KernelMinusOnePadded(1, 1), OutputExtents.Divided(0, 3)));
        Assert.Equal((0, 7, 4, 3), (OutputExtents.LayersToShrink(8, 8, 2), OutputExtents.LayersToShrink(8, 1, 2), OutputExtents.LayersToShrink(8, 1, 3), OutputExtents.LayersToShrink(8, 2, 3)));
        Assert.Throws<OverflowException>(() => OutputExtents.Of(long.MaxValue, 1, 1));
        Assert.Throws<OverflowException>(() => OutputExtents.Valid(1, long.MaxValue, 1, 3));
        Assert.Throws<OverflowException>(() => OutputExtents.KernelMinusOnePadded(long.MaxValue, 2));
        Says("inputs must not be negative, but it is -1", "inputs", () => Cost.OfFullyConnected(-1, 1));
        Says("hidden must not be negative, but it is -1", "hidden", () => Cost.OfFullyConnected(1, -1));
        Says("h must be at least 1, but it is 0", "h", () => Cost.OfTranslationInvariant(0, 1));
        Says("w must be at least 1, but it is 0", "w", () => Cost.OfChannels(1, 0, 1, 1, 1));
        Says("delta must not be negative, but it is -1", "delta", () => Cost.OfLocal(1, 1, -1));
        Says("channelsIn must be at least 1, but it is 0", "channelsIn", () => Cost.OfChannels(1, 1, 0, 0, 1));
        Says("channelsOut must be at least 1, but it is 0", "channelsOut", () => Cost.OfChannels(1, 1, 0, 1, 0));
        Assert.Equal(new Cost(0, 0, 0), Cost.OfFullyConnected(0, 0));
        Assert.Equal(new Cost(1, 1, 1), Cost.OfTranslationInvariant(1, 1));
        Assert.Equal(new Cost(1, 1, 1), Cost.OfLocal(1, 1, 0));
        Assert.Throws<OverflowException>(() => Cost.OfChannels(1, 1, 1L << 31, 2, 1));
        Assert.Throws<OverflowException>(() => new Cost(1, 1, long.MaxValue).Then(new Cost(0, 0, 1)));
        Says("steps must not be negative, but it is -1", "steps", () => KernelLearning.Learn([(new double[2, 2], new double[2, 2])], new double[1, 1], 0.1, -1));
        Assert.Empty(KernelLearning.Learn([(new double[2, 2], new double[2, 2])], new double[1, 1], 0.1, 0).Losses);
        Says("delta must not be negative, but it is -1", "delta", () => Local.Restrict(new OffsetArray<int>(0, 0, 0, 0), -1));
        Assert.Single(Local.Restrict(new OffsetArray<int>(0, 0, 0, 0), 0).ToArray());
        Assert.Equal(5, Assert.Single(Volumetric.FromRgbd(new[, ,] { { { 5 } } }, new int[1, 1], 1).Cast<int>()));
        Says("planes must be at least 1, but it is 0", "planes", () => Volumetric.FromRgbd(new int[1, 0, 0], new int[0, 0], 0));
        Says("depth at (1, 0) must lie in 0 … 1, but it is 2", "depth", () => Volumetric.FromRgbd(new int[1, 2, 1], new[,] { { 1 }, { 2 } }, 2));
        Says("depth at (0, 0) must lie in 0 … 1, but it is -1", "depth", () => Volumetric.FromRgbd(new int[1, 1, 1], new[,] { { -1 } }, 2));
        Says("bottom must leave rows of the 2 + -1, but it is -2", "bottom", () => ZeroPadding.Pad(new int[2, 3], -1, -2, 0, 0));
        Says("right must leave columns of the 3 + 1, but it is -5", "right", () => ZeroPadding.Pad(new int[2, 3], 0, 0, 1, -5));
        Assert.Empty(ZeroPadding.Pad(new int[2, 3], -1, -1, 1, -4));
    }

    [Fact]
    public void Offsets_span_what_the_form_asks_for()
    {
        Says("lastRow must be at least 1, but it is 0", "lastRow", () => new OffsetArray<int>(2, 0, 0, 0));
        Says("lastColumn must be at least -3, but it is -4", "lastColumn", () => new OffsetArray<int>(0, 0, -2, -4));
        Assert.Empty(new OffsetArray<int>(2, 1, -2, -3).ToArray());
        Assert.Throws<ArgumentNullException>(() => new OffsetArray<int>(0, 0, null!));
        var array = new OffsetArray<int>(-1, 2, 3, 5) { [-1, 3] = 7, [2, 5] = 8 };
        Assert.Equal((7, 8, 0), (array[-1, 3], array[2, 5], array[0, 4]));
        foreach (int a in new[] { -2, 3 }) Outside($"a must lie in -1 … 2 (Parameter 'a')\nActual value was {a}.", () => array[a, 3], () => array[a, 3] = 1);
        foreach (int b in new[] { 2, 6 }) Outside($"b must lie in 3 … 5 (Parameter 'b')\nActual value was {b}.", () => array[0, b], () => array[0, b] = 1);
        foreach (int[] v in new int[][] { [1, 1, 0, 0], [-1, -1, 0, 0], [0, 0, 1, 1], [0, 0, -1, -1] })
            Says($"V must hold the offset (0, 0), but it is [{v[0]} … {v[1]}, {v[2]} … {v[3]}]", "V", () => TranslationInvariant.ToPixels(new OffsetArray<int>(v[0], v[1], v[2], v[3])));
        foreach (int[] v in new int[][] { [-1, 2, -1, 1], [-1, 1, -2, 1], [-1, 1, -1, 2], [-2, 1, -1, 1], [1, 0, 1, 0] })
            Says($"V must range over [−Δ … Δ, −Δ … Δ], but it is [{v[0]} … {v[1]}, {v[2]} … {v[3]}]", "V", () => Local.Hidden(new OffsetArray<int>(v[0], v[1], v[2], v[3]), 0, new int[1, 1]));
        Says("V must have a unit, to tell the size of the image, but it is [0, 2]", "V", () => Reindexing.ToPixels(new OffsetArray<int>[0, 2]));
        Says("V must have a unit, to tell the size of the image, but it is [2, 0]", "V", () => Reindexing.ToPixels(new OffsetArray<int>[2, 0]));
        foreach (int[] v in new int[][] { [0, 0, 0, 1], [-1, 1, 0, 1], [-1, 0, 1, 1], [-1, 0, 0, 0] })
            Says($"V at (1, 0) must hold the offsets that stay inside the image of 2 × 2, but it is [{v[0]} … {v[1]}, {v[2]} … {v[3]}]", "V", () => Reindexing.ToPixels(new[,] { { new OffsetArray<int>(0, 1, 0, 1) }, { new(v[0], v[1], v[2], v[3]) } }));
        Says("W must have no extent of 0, but it is [1, 0, 1, 1]", "W", () => InvariantWeights.Project(new int[1, 0, 1, 1]));

        static void Outside(string message, Func<int> read, Action write) => Assert.All(
            [Assert.Throws<ArgumentOutOfRangeException>(() => _ = read()), Assert.Throws<ArgumentOutOfRangeException>(write)], error => Assert.Equal(message, error.Message.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Layers_follow_each_other_and_functions_have_a_support()
    {
        Says("layers must have at layer 1 the size 7 that the layer before puts out, but it is 9", "layers", () => ReceptiveField.Of([new(9, 3), new(9, 3)]));
        Says("position must lie in [0, 7), but it is 7", "position", () => ReceptiveField.InputsOf([new(9, 3)], 7));
        Says("position must lie in [0, 7), but it is -1", "position", () => ReceptiveField.InputsOf([new(9, 3)], -1));
        Assert.Equal([6, 7, 8], ReceptiveField.InputsOf([new(9, 3)], 6));
        Assert.Equal([5], ReceptiveField.InputsOf([], 5));
        Assert.Throws<OverflowException>(() => ReceptiveField.Of([new(9, 3, long.MaxValue, PadBefore: 0), new(1, 1, 2)]));
        Says("figure must not be all 0, but it is [1, 2, 2]", "figure", () => new Detector<int>(new int[1, 2, 2]));
        Assert.Throws<ArgumentNullException>(() => (object)new Detector<int>(null!));
        Assert.Throws<ArgumentNullException>(() => new Signal<int>(0, null!));
        Assert.Throws<ArgumentNullException>(() => new ConvolutionalLayer<int>(null!, [0]));
        Assert.Throws<ArgumentNullException>(() => new ConvolutionalLayer<int>(new int[1, 1, 1, 1], null!));
        Assert.Throws<ArgumentNullException>(() => new ConvolutionalLayer<int>(null!, 0));
        foreach (double to in new[] { 2.0, 1.0 })
        {
            var empty = new SupportedFunction(_ => 1, 2, to);
            foreach ((Func<object> call, string parameter) in new (Func<object>, string)[]
            {
                (() => ContinuousConvolution.Convolve(empty, One), "f"), (() => ContinuousConvolution.Convolve(One, empty), "g"),
                (() => ContinuousConvolution.Correlate(empty, One), "f"), (() => ContinuousConvolution.Correlate(One, empty), "g"),
            }) Says($"{parameter} must have a support with its lower end below its upper end, but it is [2, {to}]", parameter, call);
        }
    }

    private static void Says(string message, string parameter, Func<object?> call) =>
        Assert.Equal($"{message} (Parameter '{parameter}')", Assert.Throws<ArgumentException>(call).Message);

    private static void Says(string message, string parameter, Action call) => Says(message, parameter, () =>
    {
        call();
        return null;
    });
}
