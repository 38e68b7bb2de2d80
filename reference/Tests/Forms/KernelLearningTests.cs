using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class KernelLearningTests
{
    [Fact]
    public void Cross_correlation_learns_the_kernel_and_strict_convolution_the_flipped_one()
    {
        var samples = new FormSamples(3);
        var kernel = new double[,] { { 1, -2, 3 }, { 0, 4, -1 } };
        var pairs = new List<(double[,], double[,])>();
        for (int pair = 0; pair < 3; pair++)
        {
            double[,] X = samples.Matrix<double>(6, 7);
            pairs.Add((X, CrossCorrelation.Corr2d(X, kernel)));
        }
        (double[,] correlating, double[] losses) = KernelLearning.Learn(pairs, new double[2, 3], 0.0001, 300);
        (double[,] convolving, _) = KernelLearning.Learn(pairs, new double[2, 3], 0.0001, 300, strict: true);
        Near(kernel, correlating);
        Near(KernelFlip.Flip(kernel), convolving);
        Assert.True(losses[299] < 1e-9 * losses[0]);

        static void Near(double[,] expected, double[,] actual) =>
            Assert.All(FormSamples.Flat<double>(expected).Zip(FormSamples.Flat<double>(actual)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Property(MaxTest = 30)]
    public void Descent_on_strict_convolution_is_the_flipped_descent_step_by_step(int seed)
    {
        var samples = new FormSamples(seed);
        decimal[,] X = samples.Matrix<decimal>(4, 5), Y = samples.Matrix<decimal>(3, 3), K = samples.Matrix<decimal>(2, 3);
        (decimal[,] correlating, decimal[] losses) = KernelLearning.Learn([(X, Y)], K, 0.01m, 3);
        (decimal[,] convolving, decimal[] strictLosses) =
            KernelLearning.Learn([(X, Y)], KernelFlip.Flip(K), 0.01m, 3, strict: true);
        Assert.Equal(correlating, KernelFlip.Flip(convolving));
        Assert.Equal(losses, strictLosses);
    }

    [Property(MaxTest = 30)]
    public void The_gradient_is_the_exact_difference_quotient_of_the_loss(int seed)
    {
        var samples = new FormSamples(seed);
        bool strict = samples.Integer(0, 1) == 1;
        List<(long[,], long[,])> pairs = [.. Enumerable.Range(0, 2).Select(
            _ => (samples.Matrix<long>(4, 4), samples.Matrix<long>(3, 2)))];
        long[,] K = samples.Matrix<long>(2, 3);
        long[,] gradient = KernelLearning.Gradient(pairs, K, strict);
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                K[a, b]++;
                long above = KernelLearning.Loss(pairs, K, strict);
                K[a, b] -= 2;
                long below = KernelLearning.Loss(pairs, K, strict);
                K[a, b]++;
                Assert.Equal(gradient[a, b], (above - below) / 2);
            }
        }
    }
}
