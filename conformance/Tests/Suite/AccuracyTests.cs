using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>Engines whose arithmetic is known, and what their profiles must say.</summary>
public class AccuracyTests
{
    internal static readonly AccuracyLadder<float> Ladder = new(seed: 3);

    [Fact]
    public void An_engine_that_rounds_once_is_correctly_rounded()
    {
        AccuracyProfile profile = Of(new KnownArithmetic((p, x, w) => [.. ExactOracle.Evaluate<float>(p, x, w, []).Values]));
        Assert.Equal(MeasuredAccuracy.CorrectlyRounded, profile.Measured);
        Assert.True(profile.LargestUlps <= 0.5);
        Assert.False(profile.IsBiased);
    }

    [Fact]
    public void One_running_sum_is_componentwise_and_its_error_grows_with_the_root_of_its_length()
    {
        AccuracyProfile profile = Of(new NaiveConvolution<float>());
        Assert.Equal(MeasuredAccuracy.Componentwise, profile.Measured);
        Assert.InRange(profile.LargestRatio, 0.1, 1);
        Assert.InRange(profile.Growth, 0.35, 0.6);
        Assert.False(profile.IsBiased);
    }

    [Fact]
    public void A_sum_that_is_truncated_at_each_step_is_biased()
    {
        AccuracyProfile profile = Of(new KnownArithmetic((p, x, w) => KnownArithmetic.Sum(p, x, w, KnownArithmetic.TowardsZero)));
        Assert.True(profile.IsBiased, $"leaning {profile.Leaning}, significance {profile.Significance}");
        Assert.True(profile.SignedMean < -1);
        Assert.InRange(profile.Growth, 0.8, 1.1);
    }

    [Theory]
    [InlineData(16, false, MeasuredAccuracy.Bfloat16Products)]
    [InlineData(16, true, MeasuredAccuracy.Bfloat16Products)]
    [InlineData(13, false, MeasuredAccuracy.Tf32Products)]
    [InlineData(13, true, MeasuredAccuracy.Tf32Products)]
    [InlineData(0, false, MeasuredAccuracy.HalfProducts)]
    [InlineData(10, false, MeasuredAccuracy.None)]
    public void Factors_that_are_rounded_first_are_recognised(int dropped, bool truncates, MeasuredAccuracy expected)
    {
        float Round(float x) => dropped == 0 ? (float)(Half)x : KnownArithmetic.Keep(x, dropped, truncates);
        AccuracyProfile profile = Of(new KnownArithmetic((p, x, w) => [.. ExactOracle.Evaluate<float>(p, [.. x.Select(Round)], [.. w.Select(Round)], []).Values]));
        Assert.Equal(expected, profile.Measured);
        Assert.True(profile.LargestRatio > 1);
    }

    [Theory]
    [InlineData(16, MeasuredAccuracy.Bfloat16Products)]
    [InlineData(13, MeasuredAccuracy.Tf32Products)]
    public void A_factor_between_two_that_the_format_holds_goes_to_the_even_one(int dropped, MeasuredAccuracy format)
    {
        float unit = MathF.ScaleB(1, dropped - 23), least = MathF.ScaleB(1, -23);
        float[] weights = [.. new[] { unit / 2, unit * 3 / 2, unit / 2 + least, unit * 3 / 2 - least, unit / 2 - least, unit }.SelectMany(rest => new[] { 1 + rest, -1 - rest })];
        var data = new CaseData<float>(new(1, 1, weights.Length, [new(1, 1)]), [1], weights, [], isExact: false);
        Assert.Equal(format, ProductFormat.Find([(data, [.. weights.Select(w => KnownArithmetic.Keep(w, dropped, truncates: false))])]));
        Assert.Equal(format, ProductFormat.Find([(data, [.. weights.Select(w => KnownArithmetic.Keep(w, dropped, truncates: true))])]));
        Assert.Null(ProductFormat.Find([(data, weights)]));
    }

    [Fact]
    public void The_reference_layer_keeps_every_rule_on_special_values_but_that_of_the_sign_of_zero_which_is_free() =>
        Assert.All(Special(new NaiveConvolution<float>()), value => Assert.True(value.Keeps, value.ToString()));

    [Fact]
    public void Flushing_subnormals_and_multiplying_the_padding_are_seen()
    {
        Assert.Equal(["a subnormal input", "a subnormal product"], Special(new KnownArithmetic((p, x, w) => KnownArithmetic.Sum(p, x, w, y => float.IsSubnormal((float)y) ? 0 : (float)y))).Where(v => !v.Keeps).Select(v => v.Probe));
        Assert.Equal("NaN", Special(new Optimized.ExplicitIm2Col<float>(Optimized.VectorWidth.Bits128, 1)).Single(v => v.Probe.StartsWith("Inf in the kernel", StringComparison.Ordinal)).Observed);
    }

    [Fact]
    public void What_depends_on_the_channels_is_named_with_them()
    {
        SpecialValue value = Special(new KnownArithmetic((p, x, w) => [.. KnownArithmetic.Sum(p, x, w, y => (float)y).Select(y => p.InputChannels >= 16 && float.IsNaN(y) ? 0 : y)]))
            .Single(v => v.Probe == "NaN in a window");
        Assert.Equal((false, false, "NaN with 1, 3, 4, 8 channels; a number with 16, 17, 33 channels"), (value.Keeps, value.IsConsistent, value.Observed));
    }

    private static AccuracyProfile Of(IConvolution<float> engine) => AccuracySurvey.Of("test", engine, AccuracyClass.Componentwise, Ladder)!;

    private static IReadOnlyList<SpecialValue> Special(IConvolution<float> engine) =>
        SpecialValueSurvey.Of("test", AccuracyClass.Componentwise, [("", () => engine)]);
}
