using System.Numerics;
using Conformance.Spec;

namespace Conformance.Oracle;

/// <summary>
/// The expected values: every output element of a convolution, correctly rounded, with its number of terms and
/// Σ|x·w|. Tensors are dense, in row-major order.
/// </summary>
public static class ExactOracle
{
    /// <summary>Evaluates a convolution of Half, float or double.</summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="input">X: [N, C_in, n…].</param>
    /// <param name="weight">W: [C_out, C_in/g, k…].</param>
    /// <param name="bias">b: [C_out], or empty.</param>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    public static OracleResult<T> Evaluate<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new OracleResult<T>(CheckedCount(problem, input.Length, weight.Length, bias.Length));
        foreach (WindowVisit at in WindowVisit.All(problem))
        {
            T? channelBias = problem.HasBias ? bias[at.OutputChannel] : null;
            result.Set(at.Output, new TermSum<T>(input[at.Input..], weight[at.Weight..], at.Window, channelBias));
        }
        return result;
    }

    /// <summary>Whether a convolution has these results; evaluates no more elements than it takes to find one that differs.</summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="input">X: [N, C_in, n…].</param>
    /// <param name="weight">W: [C_out, C_in/g, k…].</param>
    /// <param name="bias">b: [C_out], or empty.</param>
    /// <param name="values">Y: [N, C_out, o…].</param>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    public static bool Gives<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (CheckedCount(problem, input.Length, weight.Length, bias.Length) != values.Length) return false;
        foreach (WindowVisit at in WindowVisit.All(problem))
        {
            T? channelBias = problem.HasBias ? bias[at.OutputChannel] : null;
            if (!new TermSum<T>(input[at.Input..], weight[at.Weight..], at.Window, channelBias).Value.Equals(values[at.Output])) return false;
        }
        return true;
    }

    /// <summary>Evaluates some elements of a convolution.</summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="input">X: [N, C_in, n…].</param>
    /// <param name="weight">W: [C_out, C_in/g, k…].</param>
    /// <param name="bias">b: [C_out], or empty.</param>
    /// <param name="outputs">Their places in Y: [N, C_out, o…]; the result has them in this order.</param>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    public static OracleResult<T> EvaluateAt<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, IReadOnlyList<int> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckedCount(problem, input.Length, weight.Length, bias.Length);
        var result = new OracleResult<T>(outputs.Count);
        int next = 0;
        foreach (WindowVisit at in WindowVisit.At(problem, outputs))
        {
            T? channelBias = problem.HasBias ? bias[at.OutputChannel] : null;
            result.Set(next++, new TermSum<T>(input[at.Input..], weight[at.Weight..], at.Window, channelBias));
        }
        return result;
    }

    /// <summary>Evaluates a convolution of integers exactly.</summary>
    /// <inheritdoc cref="Evaluate" path="/param"/>
    /// <returns>Y: [N, C_out, o…].</returns>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    /// <exception cref="OverflowException">A result does not fit in the type.</exception>
    public static T[] EvaluateIntegers<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias)
        where T : IBinaryInteger<T>
    {
        var result = new T[CheckedCount(problem, input.Length, weight.Length, bias.Length)];
        foreach (WindowVisit at in WindowVisit.All(problem))
        {
            BigInteger sum = problem.HasBias ? BigInteger.CreateChecked(bias[at.OutputChannel]) : BigInteger.Zero;
            for (int i = 0; i < at.Window.Count; i++)
            {
                sum += BigInteger.CreateChecked(input[at.Input + at.Window.InputOffsets[i]])
                    * BigInteger.CreateChecked(weight[at.Weight + at.Window.WeightOffsets[i]]);
            }
            result[at.Output] = T.CreateChecked(sum);
        }
        return result;
    }

    private static int CheckedCount(ConvolutionProblem problem, int input, int weight, int bias)
    {
        Require("C14", "number of input elements", problem.InputCount, input);
        Require("C15", "number of weights", problem.WeightCount, weight);
        Require("C16", "number of biases", problem.BiasCount, bias);
        return problem.OutputCount <= Array.MaxLength
            ? (int)problem.OutputCount
            : throw new RuleException("C18", "number of output elements", problem.OutputCount,
                $"must be at most {Array.MaxLength} to be held in memory");
    }

    private static void Require(string rule, string parameter, long expected, int actual)
    {
        if (actual != expected) throw new RuleException(rule, parameter, actual, $"must be {expected}");
    }
}
