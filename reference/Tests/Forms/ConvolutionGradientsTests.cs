using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class ConvolutionGradientsTests
{
    [Property(MaxTest = 100)]
    public void Each_gradient_is_the_adjoint_of_the_layer(int seed)
    {
        Check<BigInteger>(seed);
        Check<long>(seed);
        Check<decimal>(seed);
        Check<Complex>(seed);
        Check<float>(seed);

        static void Check<T>(int seed)
            where T : INumberBase<T>
        {
            // ⟨G, W ⋆ X⟩ = ⟨∂X, X⟩ = ⟨∂W, W⟩ and ⟨G, b⟩ = ⟨∂b, b⟩, exactly: all numbers are small integers.
            var samples = new FormSamples(seed);
            ConvolutionProblem problem = samples.Problem(bias: true);
            (T[] X, T[] W, T[] b) = NaiveConvolutionTests.Operands<T>(samples, problem);
            T[] G = samples.Numbers<T>(problem.OutputCount);
            (T[] dX, T[] dW, T[] db) = Gradients(problem, X, W, G);
            T linear = Dot(G, NaiveConvolutionTests.Convolve(problem.With(bias: false), X, W, []));
            Assert.Equal(linear, Dot(dX, X));
            Assert.Equal(linear, Dot(dW, W));
            Assert.Equal(Dot(G, NaiveConvolutionTests.Convolve(problem, X, W, b)) - linear, Dot(db, b));
        }
    }

    [Property(MaxTest = 30)]
    public void Each_gradient_is_the_exact_difference_quotient(int seed)
    {
        // ⟨G, Y⟩ is linear in every single operand, so that a step of 1 gives the derivative without an error.
        var samples = new FormSamples(seed);
        ConvolutionProblem problem = samples.Problem(bias: true);
        (long[] X, long[] W, long[] b) = NaiveConvolutionTests.Operands<long>(samples, problem);
        long[] G = samples.Numbers<long>(problem.OutputCount);
        (long[] dX, long[] dW, long[] db) = Gradients(problem, X, W, G);
        CheckEach(X, dX);
        CheckEach(W, dW);
        CheckEach(b, db);

        void CheckEach(long[] operand, long[] gradient)
        {
            long before = Dot(G, NaiveConvolutionTests.Convolve(problem, X, W, b));
            for (int p = 0; p < operand.Length; p += 1 + operand.Length / 10)
            {
                operand[p]++;
                Assert.Equal(gradient[p], Dot(G, NaiveConvolutionTests.Convolve(problem, X, W, b)) - before);
                operand[p]--;
            }
        }
    }

    [Fact]
    public void A_problem_without_bias_has_no_bias_gradient()
    {
        var error = Assert.Throws<ArgumentException>(() => ConvolutionGradients.Bias<int>(
            ConvolutionProblem.Parse("mb1ic1iw2oc1kw2"), new ReadOnlyTensorSpan<int>(new int[1], [1, 1, 1]), new int[1]));
        Assert.Contains("must have a bias", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_the_wrong_shape_breaks_the_rule_of_its_tensor()
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse("mb1ic1iw3oc1kw2");
        Assert.Equal("C14", Assert.Throws<RuleException>(() => ConvolutionGradients.Input<int>(
            problem, new ReadOnlyTensorSpan<int>(new int[2], [1, 1, 2]), new ReadOnlyTensorSpan<int>(new int[2], [1, 1, 2]),
            new TensorSpan<int>(new int[2], [1, 1, 2]))).Rule);
        Assert.Equal("C17", Assert.Throws<RuleException>(() => ConvolutionGradients.Weight<int>(
            problem, new ReadOnlyTensorSpan<int>(new int[3], [1, 1, 3]), new ReadOnlyTensorSpan<int>(new int[3], [1, 1, 3]),
            new TensorSpan<int>(new int[2], [1, 1, 2]))).Rule);
    }

    private static (T[] Input, T[] Weight, T[] Bias) Gradients<T>(ConvolutionProblem problem, T[] X, T[] W, T[] G)
        where T : INumberBase<T>
    {
        var (dX, dW, db) = (new T[X.Length], new T[W.Length], new T[problem.OutputChannels]);
        var outputGradient = new ReadOnlyTensorSpan<T>(G, problem.OutputShape.AsSpan());
        ConvolutionGradients.Input(problem, new ReadOnlyTensorSpan<T>(W, problem.WeightShape.AsSpan()), outputGradient,
            new TensorSpan<T>(dX, problem.InputShape.AsSpan()));
        ConvolutionGradients.Weight(problem, new ReadOnlyTensorSpan<T>(X, problem.InputShape.AsSpan()), outputGradient,
            new TensorSpan<T>(dW, problem.WeightShape.AsSpan()));
        ConvolutionGradients.Bias<T>(problem, outputGradient, db);
        return (dX, dW, db);
    }

    private static T Dot<T>(T[] left, T[] right)
        where T : INumberBase<T>
    {
        T sum = T.Zero;
        for (int p = 0; p < left.Length; p++) sum += left[p] * right[p];
        return sum;
    }
}
