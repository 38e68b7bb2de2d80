using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Half that is summed in float: which results are right.</summary>
public class HalfComparisonTests
{
    [Fact]
    public void A_sum_in_float_that_is_rounded_to_half_is_right_from_the_least_such_number_to_the_greatest()
    {
        var data = CaseData<Half>.Draw(ConvolutionProblem.Parse("mb1ic40ih6oc2kh3"), FillKind.Real, 1);
        int rounded = 0;
        for (int i = 0; i < data.Expected.Count; i++)
        {
            var (least, greatest) = data.Expected.RoundedFrom<float>(i);
            Assert.Null(With(i, least));
            Assert.Null(With(i, greatest));
            double allowed = Math.Max(data.Expected.Error(i, least), data.Expected.Error(i, greatest));
            Assert.Equal(allowed, With(i, Half.BitDecrement(least))!.Bound);
            Assert.Equal(allowed, With(i, Half.BitIncrement(greatest))!.Bound);
            if (least != greatest) rounded++;
        }
        Assert.InRange(rounded, 1, data.Expected.Count - 1);

        Mismatch? With(int at, Half value)
        {
            Half[] output = [.. data.Expected.Values];
            output[at] = value;
            return Comparison.Find<Half>(data, output, AccuracyClass.SummedInFloat);
        }
    }

    [Fact]
    public void Where_a_sum_in_float_may_overflow_the_largest_number_and_infinity_are_right_and_no_other()
    {
        var data = new CaseData<Half>(ConvolutionProblem.Parse("mb1ic3iw1oc1kw1"), [Half.MaxValue, (Half)15.9921875, (Half)0.0075], [(Half)1, (Half)1, (Half)1], [], isExact: false);
        Assert.Null(Comparison.Find<Half>(data, [Half.MaxValue], AccuracyClass.SummedInFloat));
        Assert.Null(Comparison.Find<Half>(data, [Half.PositiveInfinity], AccuracyClass.SummedInFloat));
        Assert.NotNull(Comparison.Find<Half>(data, [Half.BitDecrement(Half.MaxValue)], AccuracyClass.SummedInFloat));
        Assert.NotNull(Comparison.Find<Half>(data, [Half.NegativeInfinity], AccuracyClass.SummedInFloat));
    }

    [Fact]
    public void What_sums_in_float_is_held_to_the_bits_where_they_are_exact()
    {
        var data = CaseData<Half>.Draw(ConvolutionProblem.Parse("mb1ic2ih3oc1kh2"), FillKind.Exact, 1);
        Half[] output = [.. data.Expected.Values];
        Assert.Null(Comparison.Find<Half>(data, output, AccuracyClass.SummedInFloat));
        output[1] = Half.BitIncrement(output[1]);
        Assert.Equal(0, Comparison.Find<Half>(data, output, AccuracyClass.SummedInFloat)!.Bound);
    }
}
