using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Conformance.Spec;

/// <summary>The rules C14 to C18: tensors have the shapes that the problem says, and memory can hold them.</summary>
public static class TensorShapes
{
    /// <summary>Checks the four tensors of a call.</summary>
    /// <exception cref="RuleException">C14 to C17: a shape is not the problem's.</exception>
    public static void Check<T>(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, ReadOnlyTensorSpan<T> output)
    {
        CheckInput(problem, input);
        CheckWeights(problem, weight, bias);
        CheckOutput(problem, output);
    }

    /// <summary>Checks the tensors that are known when weights are packed.</summary>
    /// <exception cref="RuleException">C15 or C16: a shape is not the problem's.</exception>
    public static void CheckWeights<T>(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias)
    {
        Require("C15", "weight shape", problem.WeightShape, weight.Lengths);
        // C16: without a bias any empty tensor will do, so that `default` can be passed.
        if (problem.HasBias || bias.FlattenedLength != 0)
            Require("C16", "bias shape", problem.BiasShape, bias.Lengths);
    }

    /// <summary>Checks the input of a call.</summary>
    /// <exception cref="RuleException">C14: the shape is not the problem's.</exception>
    public static void CheckInput<T>(ConvolutionProblem problem, ReadOnlyTensorSpan<T> input) =>
        Require("C14", "input shape", problem.InputShape, input.Lengths);

    /// <summary>Checks the output of a call.</summary>
    /// <exception cref="RuleException">C17: the shape is not the problem's.</exception>
    public static void CheckOutput<T>(ConvolutionProblem problem, ReadOnlyTensorSpan<T> output) =>
        Require("C17", "output shape", problem.OutputShape, output.Lengths);

    /// <summary>C18: an array for a tensor of this many elements.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="tensor">The tensor in words, such as "input".</param>
    /// <exception cref="RuleException">C18: the tensor has more elements than an array can hold.</exception>
    public static T[] Allocate<T>(long count, string tensor)
    {
        CheckCount(count, tensor);
        return new T[count];
    }

    /// <summary>C18: arrays for all tensors of a problem, before any is made.</summary>
    /// <exception cref="RuleException">C18: a tensor has more elements than an array can hold.</exception>
    public static void CheckCounts(ConvolutionProblem problem)
    {
        CheckCount(problem.InputCount, "input");
        CheckCount(problem.WeightCount, "weight");
        CheckCount(problem.BiasCount, "bias");
        CheckCount(problem.OutputCount, "output");
    }

    private static void CheckCount(long count, string tensor)
    {
        if (count > Array.MaxLength)
        {
            throw new RuleException("C18", $"number of {tensor} elements", count,
                $"must be at most {Array.MaxLength} to be held in memory");
        }
    }

    private static void Require(
        string rule, string parameter, ImmutableArray<nint> expected, ReadOnlySpan<nint> actual)
    {
        if (!actual.SequenceEqual(expected.AsSpan()))
            throw new RuleException(rule, parameter, Show(actual), $"must be {Show(expected.AsSpan())}");
    }

    private static string Show(ReadOnlySpan<nint> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
