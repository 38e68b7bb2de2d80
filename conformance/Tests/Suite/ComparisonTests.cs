using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Where an output begins to be wrong, for each promise of accuracy, and what is told of it.</summary>
public class ComparisonTests
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("mb2ic3ih4iw5oc2kh2kw3");
    private static readonly CaseData<float> Real = CaseData<float>.Draw(Problem, FillKind.Real, 1), Exact = CaseData<float>.Draw(Problem, FillKind.Exact, 1);

    [Theory]
    [InlineData(AccuracyClass.Componentwise)]
    [InlineData(AccuracyClass.Normwise)]
    public void A_result_is_right_up_to_its_bound_and_wrong_from_the_next_number_on(AccuracyClass accuracy)
    {
        double largest = Enumerable.Range(0, 36).Max(Real.Expected.Bound);
        for (int i = 0; i < 36; i++)
        {
            double allowed = accuracy == AccuracyClass.Normwise ? 32 * largest : Real.Expected.Bound(i);
            float[] output = [.. Real.Expected.Values];
            float value = output[i];
            while (Real.Expected.Error(i, output[i] = value) <= allowed)
            {
                Assert.Null(Comparison.Find<float>(Real, output, accuracy));
                value = float.BitIncrement(value);
            }
            Mismatch wrong = Comparison.Find<float>(Real, output, accuracy)!;
            Assert.Equal(((double)Real.Expected.Values[i], (double)value, Real.Expected.Error(i, value), allowed, 1, 36), (wrong.Expected, wrong.Actual, wrong.Error, wrong.Bound, wrong.Wrong, wrong.Total));
            Assert.Equal([i / 18, i / 9 % 2, i / 3 % 3, i % 3], wrong.Index);
        }
    }

    [Fact]
    public void Where_sums_are_exact_the_next_number_is_wrong_and_the_sign_of_zero_is_free()
    {
        float[] output = [.. Exact.Expected.Values];
        Assert.Null(Comparison.Find<float>(Exact, output, AccuracyClass.Componentwise));
        output[35] = float.BitIncrement(output[35]);
        Mismatch wrong = Comparison.Find<float>(Exact, output, AccuracyClass.Componentwise)!;
        Assert.Equal(0, wrong.Bound);
        Assert.Equal([1, 1, 2, 2], wrong.Index);
        var zero = new CaseData<float>(ConvolutionProblem.Parse("mb1ic1ih1oc1kh1"), [0], [1], [], isExact: true);
        Assert.Null(Comparison.Find<float>(zero, [-0f], AccuracyClass.Componentwise));
    }

    [Fact]
    public void NaN_is_right_where_it_is_expected_and_only_there()
    {
        var nan = new CaseData<float>(ConvolutionProblem.Parse("mb1ic1iw2oc1kw1"), [float.NaN, 2], [1], [], isExact: false);
        Assert.Null(Comparison.Find<float>(nan, [float.NaN, 2], AccuracyClass.Componentwise));
        foreach (AccuracyClass accuracy in Enum.GetValues<AccuracyClass>().Except([AccuracyClass.SummedInFloat]))
        {
            Assert.Equal([0, 0, 0], Comparison.Find<float>(nan, [1, 2], accuracy)!.Index);
            Mismatch wrong = Comparison.Find<float>(nan, [float.NaN, float.NaN], accuracy)!;
            Assert.Equal((1, 2.0, double.NaN, double.NaN), (wrong.Wrong, wrong.Expected, wrong.Actual, wrong.Error));
        }
    }

    [Fact]
    public void A_map_measures_errors_by_the_largest_finite_number_expected()
    {
        var data = new CaseData<float>(ConvolutionProblem.Parse("mb1ic1iw4oc1kw1"), [1, -1000, float.PositiveInfinity, 4], [1], [], isExact: true);
        Assert.Equal("g3.", Comparison.Find<float>(data, [11, -1000, float.PositiveInfinity, 4], AccuracyClass.Componentwise)!.Map!.Planes[0].Cells.Cells);
    }

    [Fact]
    public void The_first_eight_that_are_wrong_are_told_and_all_are_counted()
    {
        Mismatch wrong = Comparison.Find<float>(Exact, [.. Exact.Expected.Values.ToArray().Select((y, i) => i % 4 == 3 ? y + i : y)], AccuracyClass.Componentwise)!;
        Assert.Equal((9, 8), (wrong.Wrong, wrong.First.Count));
        Assert.Equal(new[] { 3, 7, 11, 15, 19, 23, 27, 31 }.Select(i => (double)i), wrong.First.Select(difference => difference.Error));
        Assert.Equal(wrong.First[0], new Difference(wrong.Index, wrong.Expected, wrong.Actual, wrong.Error, wrong.Bound));
        Assert.Equal($"[0, 0, 1, 0] expected {Exact.Expected.Values[3]}, got {Exact.Expected.Values[3] + 3} (error 3, allowed 0); 9 of 36 elements wrong", wrong.ToString());
    }

    [Fact]
    public void A_wrong_element_outside_the_sample_is_found_by_its_checksum()
    {
        var problem = ConvolutionProblem.Parse("mb2ic2ih9iw8oc3kh2kw2");
        var sampled = CaseData<float>.Draw(problem, FillKind.Exact, 1, most: 40);
        float[] right = [.. CaseData<float>.Draw(problem, FillKind.Exact, 1).Expected.Values];
        Assert.Null(Comparison.Find<float>(sampled, right, AccuracyClass.Componentwise));
        int place = Enumerable.Range(230, 40).Except(sampled.Sample!).First();
        float[] wrong = [.. right];
        wrong[place]++;
        Mismatch found = Comparison.Find<float>(sampled, wrong, AccuracyClass.Componentwise)!;
        Assert.Equal([place / 168, place / 56 % 3, place / 7 % 8, place % 7], found.Index);
        Assert.Equal(((double)right[place], (double)wrong[place], 1.0, 0.0, 1, 112), (found.Expected, found.Actual, found.Error, found.Bound, found.Wrong, found.Total));
        // A fast algorithm is not held to the bits.
        Assert.Null(Comparison.Find<float>(sampled, wrong, AccuracyClass.Normwise));
    }

    [Fact]
    public void The_normwise_error_is_the_largest_error_over_the_largest_bound()
    {
        float[] output = [.. Real.Expected.Values];
        output[7] += 1;
        output[9] += 0.5f;
        double error = Real.Expected.Error(7, output[7]), bound = Enumerable.Range(0, 36).Max(Real.Expected.Bound);
        Assert.Equal(error / bound, Comparison.NormwiseError<float>(Real, output));
        output[8] = float.PositiveInfinity;
        Assert.Null(Comparison.NormwiseError<float>(Real, output));
        Assert.Null(Comparison.NormwiseError<float>(Exact, [.. Exact.Expected.Values]));
        var empty = CaseData<float>.Draw(Problem.With(batch: 0), FillKind.Real, 1);
        Assert.Null(Comparison.NormwiseError<float>(empty, []));
    }
}
