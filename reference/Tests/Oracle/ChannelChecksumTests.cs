using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The checksum over output channels agrees with the oracle, and sees one wrong element anywhere.</summary>
public class ChannelChecksumTests
{
    [Theory]
    [InlineData("mb2ic3ih5oc4kh3ph1")]
    [InlineData("bias g2mb2ic4ih6iw5oc6kh3kw2sh2ph1dh1")]
    [InlineData("bias strict mb1ic1iw9oc1500kw3")]
    public void It_is_silent_on_the_right_result_and_names_the_window_of_a_wrong_one(string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        var random = new Random(5);
        long[] x = Draw(problem.InputCount), w = Draw(problem.WeightCount), b = Draw(problem.BiasCount);
        float[] y = [.. ExactOracle.EvaluateIntegers<long>(problem, x, w, b).Select(v => (float)v)];
        ChannelChecksum sums = ChannelChecksum.Of(problem, [.. x.Select(v => (float)v)], [.. w.Select(v => (float)v)], [.. b.Select(v => (float)v)], () => (ulong)random.NextInt64());
        Assert.Empty(sums.Wrong<float>(y));
        int positions = y.Length / (int)(problem.Batch * problem.OutputChannels);
        foreach (int at in new[] { 0, y.Length / 2, y.Length - 1 })
        {
            int image = at / positions / (int)problem.OutputChannels;
            foreach (float wrong in new[] { y[at] + 1, y[at] - 1, y[at] + 0.5f, float.NaN, 1e30f })
            {
                float right = y[at];
                y[at] = wrong;
                Assert.Equal([image * positions + at % positions], sums.Wrong<float>(y));
                y[at] = right;
            }
        }
        long[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => random.NextInt64(-60, 61))];
    }

    [Fact]
    public void It_is_silent_where_there_is_nothing() =>
        Assert.Empty(ChannelChecksum.Of<float>(ConvolutionProblem.Parse("mb0ic2ih3oc2kh2"), [], new float[16], [], () => 1).Wrong<float>([]));

    [Fact]
    public void What_is_no_number_is_wrong_where_the_result_is_zero_too()
    {
        ChannelChecksum zeros = ChannelChecksum.Of<float>(ConvolutionProblem.Parse("mb1ic1iw3oc2kw1"), [1, 2, 3], [0, 0], [], () => 12345);
        Assert.Equal([1], zeros.Wrong<float>([0, float.NaN, 0, 0, 0, 0]));
        Assert.Equal([0, 2], zeros.Wrong<float>([0, 0, 0.5f, float.PositiveInfinity, 0, 0]));
    }

    [Fact]
    public void The_largest_exact_integer_is_a_result()
    {
        ChannelChecksum largest = ChannelChecksum.Of<float>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), [4096], [-4096], [], () => 12345);
        Assert.Empty(largest.Wrong<float>([-16777216]));
        Assert.Equal([0], largest.Wrong<float>([16777216]));
    }

    /// <summary>2^53 in each of 20,000 channels, times factors of 61 bits: twice what 128 bits hold, unless it is reduced on the way.</summary>
    [Fact]
    public void Sums_over_many_channels_do_not_overflow()
    {
        const int channels = 20_000;
        double[] weight = [.. Enumerable.Repeat(Math.ScaleB(1, 27), channels)];
        ChannelChecksum sums = ChannelChecksum.Of(ConvolutionProblem.Parse($"mb1ic1iw1oc{channels}kw1"), [Math.ScaleB(1, 26)], weight, [], () => (1UL << 61) - 2);
        double[] output = [.. Enumerable.Repeat(Math.ScaleB(1, 53), channels)];
        Assert.Empty(sums.Wrong<double>(output));
        output[^1]--;
        Assert.Equal([0], sums.Wrong<double>(output));
    }

    [Fact]
    public void Factors_are_taken_modulo_the_prime()
    {
        // The prime itself is a factor of 0, under which every integer is right.
        ChannelChecksum blind = ChannelChecksum.Of<float>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), [1], [1], [], () => (1UL << 61) - 1);
        Assert.Empty(blind.Wrong<float>([77]));
    }
}
