using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Tests;

public class CostTests
{
    [Fact]
    public void A_megapixel_fully_connected_to_a_thousand_units_has_a_thousand_million_weights()
    {
        Cost cost = Cost.OfFullyConnected(1_000_000, 1_000);
        Assert.Equal((1_000_000_000, 1_000, 1_000_000_000), (cost.Weights, cost.Biases, cost.MultiplyAdds));
    }

    [Fact]
    public void Image_to_image_it_would_have_a_million_million() =>
        Assert.Equal(1_000_000_000_000, Cost.OfFullyConnected(1_000_000, 1_000_000).Weights);

    [Fact]
    public void Sharing_leaves_four_million_weights_and_locality_a_handful()
    {
        Assert.Equal(1999 * 1999 + 1, Cost.OfTranslationInvariant(1000, 1000).Parameters);
        Cost local = Cost.OfLocal(1000, 1000, 2);
        Assert.Equal(new Cost(25, 1, 25_000_000), local);
        Assert.Equal(local.Weights, Cost.OfLocal(10, 10, 2).Weights);
        Assert.Equal(new Cost(25 * 3 * 8, 8, 100 * 25 * 3 * 8), Cost.OfChannels(10, 10, 2, 3, 8));
    }

    [Fact]
    public void The_local_layer_costs_what_its_problem_costs()
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse("bias mb1ic3ih10iw12oc8kh5kw5ph2pw2");
        Assert.Equal(Cost.OfChannels(10, 12, 2, 3, 8), Cost.OfLayer(problem));
    }

    [Fact]
    public void Separating_a_layer_saves_weights_and_products()
    {
        SpatialAxis axis = new(56, 3, PadBefore: 1, PadAfter: 1);
        ConvolutionProblem depthwise = DepthwiseSeparable.DepthwiseProblem(1, 64, [axis, axis]);
        Cost separable = Cost.OfDepthwiseSeparable(depthwise, 128);
        Assert.Equal(64 * 9 + 64 * 128, separable.Weights);
        Assert.Equal(56 * 56 * separable.Weights, separable.MultiplyAdds);
        Assert.True(separable.Weights * 8 < Cost.OfChannels(56, 56, 1, 64, 128).Weights);
    }

    [Fact]
    public void A_count_beyond_64_bits_overflows_loudly()
    {
        Assert.Throws<OverflowException>(() => Cost.OfFullyConnected(long.MaxValue, 2));
        Assert.Throws<OverflowException>(() => Cost.OfTranslationInvariant(1L << 31, 1L << 31));
        Assert.Throws<OverflowException>(() => new Cost(long.MaxValue, 1, 0).Parameters);
    }
}
