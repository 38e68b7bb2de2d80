using System.Numerics;
using Conformance.Spec;

namespace Conformance.Oracle;

/// <summary>
/// Checks every element of a large exact result for a fraction of its cost (Freivalds, IFIP 1977): a convolution is linear in its
/// kernels, so Σ r_c·Y[n, c, o] over the output channels c is the convolution with the one kernel Σ r_c·W[c] of each group. With
/// r drawn uniformly modulo the prime p = 2⁶¹ − 1, a wrong element goes unseen with probability at most 1/p.
/// Operands and results are integers, as in an exact fill.
/// </summary>
public sealed class ChannelChecksum
{
    private const long Prime = (1L << 61) - 1;

    /// <summary>After so many products of 53 and 61 bits the sum is reduced, before it outgrows 128 bits.</summary>
    private const int FoldedAfter = 1024;

    private readonly ConvolutionProblem problem;
    private readonly long[] factors;
    private readonly long[] expected;
    private readonly int positions;

    private ChannelChecksum(ConvolutionProblem problem, long[] factors)
    {
        (this.problem, this.factors) = (problem, factors);
        positions = problem.OutputCount == 0 ? 0 : (int)(problem.OutputCount / (problem.Batch * problem.OutputChannels));
        expected = new long[problem.Batch * positions];
    }

    /// <summary>Evaluates the sums.</summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="input">X: [N, C_in, n…], integers.</param>
    /// <param name="weight">W: [C_out, C_in/g, k…], integers.</param>
    /// <param name="bias">b: [C_out], integers, or empty.</param>
    /// <param name="random">The next 64 random bits.</param>
    public static ChannelChecksum Of<T>(ConvolutionProblem problem, T[] input, T[] weight, T[] bias, Func<ulong> random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new ChannelChecksum(problem, [.. Enumerable.Range(0, (int)problem.OutputChannels).Select(_ => (long)(random() % Prime))]);
        sums.Evaluate(Array.ConvertAll(input, long.CreateChecked), Array.ConvertAll(weight, long.CreateChecked), Array.ConvertAll(bias, long.CreateChecked));
        return sums;
    }

    /// <summary>The windows, as n·positions + position, at which some channel of an output is wrong.</summary>
    /// <param name="output">Y: [N, C_out, o…].</param>
    public IReadOnlyList<int> Wrong<T>(ReadOnlySpan<T> output) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T room = T.CreateChecked(FloatFormat.Of<T>().ExactIntegers);
        var wrong = new List<int>();
        var sums = new Int128[positions];
        for (int item = 0; item < problem.Batch; item++)
        {
            Array.Clear(sums);
            var isNumber = new bool[positions];
            Array.Fill(isNumber, true);
            for (int channel = 0; channel < factors.Length; channel++)
            {
                ReadOnlySpan<T> plane = output.Slice((item * factors.Length + channel) * positions, positions);
                for (int at = 0; at < plane.Length; at++)
                {
                    // No such integer can be a result, and NaN is none either.
                    if (T.IsInteger(plane[at]) && T.Abs(plane[at]) <= room) sums[at] += (Int128)long.CreateTruncating(plane[at]) * factors[channel];
                    else isNumber[at] = false;
                }
                if (channel % FoldedAfter == FoldedAfter - 1)
                    for (int at = 0; at < sums.Length; at++) sums[at] %= Prime;
            }
            for (int at = 0; at < positions; at++)
                if (!isNumber[at] || Residue(sums[at]) != expected[item * positions + at]) wrong.Add(item * positions + at);
        }
        return wrong;
    }

    private void Evaluate(long[] input, long[] weight, long[] bias)
    {
        if (positions == 0) return;
        int terms = (int)problem.WindowTerms, perGroup = (int)problem.OutputChannelsPerGroup, groups = (int)problem.Groups;
        int groupInput = input.Length / (int)(problem.Batch * groups);
        var combined = new long[groups * terms];
        for (int at = 0; at < combined.Length; at++)
        {
            var (group, term) = Math.DivRem(at, terms);
            Int128 sum = 0;
            for (int channel = group * perGroup; channel < (group + 1) * perGroup; channel++) sum += (Int128)weight[channel * terms + term] * factors[channel];
            combined[at] = Residue(sum);
        }
        Int128 biases = 0;
        for (int channel = 0; channel < bias.Length; channel++) biases += (Int128)bias[channel] * factors[channel];

        var window = new WindowTable(problem);
        for (int position = 0; position < positions; position++)
        {
            window.MoveTo(position);
            ReadOnlySpan<int> inputs = window.InputOffsets, weights = window.WeightOffsets;
            for (int item = 0; item < problem.Batch; item++)
            {
                long all = Residue(biases);
                for (int group = 0; group < groups; group++)
                {
                    ReadOnlySpan<long> x = input.AsSpan((item * groups + group) * groupInput, groupInput), w = combined.AsSpan(group * terms, terms);
                    Int128 sum = 0;
                    for (int i = 0; i < inputs.Length; i++) sum += (Int128)x[inputs[i]] * w[weights[i]];
                    all = Residue((Int128)all + sum);
                }
                expected[item * positions + position] = all;
            }
        }
    }

    private static long Residue(Int128 value) => (long)(value % Prime) is >= 0 and var rest ? rest : (long)(value % Prime) + Prime;
}
