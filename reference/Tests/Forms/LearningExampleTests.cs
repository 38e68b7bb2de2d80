using Conformance.Forms;

namespace Conformance.Tests;

/// <summary>
/// The losses that the book prints, found again from the kernel that it prints. The start was random, so the ten steps
/// are run backwards, exactly: the true final kernel lies within ±0.00005 of the printed one, and each printed loss
/// within ±0.0005 of the true one. The loss of step t is that of the kernel before its update, Steps − t + 1 back.
/// </summary>
public class LearningExampleTests
{
    private static readonly LearningExample Example = new();
    private static readonly Rational HalfKernelDigit = Rational.Parse("0.00005"), HalfLossDigit = Rational.Parse("0.0005");

    [Fact]
    public void Every_printed_loss_lies_in_the_range_that_the_printed_kernel_allows()
    {
        for (int p = 0; p < Example.PrintedSteps.Length; p++)
        {
            (Rational least, Rational greatest) = LossRange(StepsBack(p));
            Rational printed = Example.PrintedLosses[p];
            Assert.True(least <= printed + HalfLossDigit && printed - HalfLossDigit <= greatest,
                $"step {Example.PrintedSteps[p]}: {printed.ToDouble()} is not in {least.ToDouble()} … {greatest.ToDouble()}");
            // And the range is narrow enough to tell: within 2 % of the printed loss, or its last digit.
            Assert.True(greatest - least <= printed / new Rational(50, 1) + HalfLossDigit, $"step {Example.PrintedSteps[p]}");
        }
    }

    [Fact]
    public void One_kernel_within_the_printed_digits_gives_all_five_losses_at_once()
    {
        const int Grid = 20;
        int found = 0;
        for (int a = -Grid; a <= Grid; a++)
        {
            for (int b = -Grid; b <= Grid; b++)
            {
                Rational[] kernel = FinalError(new Rational(a, Grid), new Rational(b, Grid));
                if (Enumerable.Range(0, Example.PrintedSteps.Length).All(p => Matches(kernel, p))) found++;
            }
        }
        Assert.True(found > 0, "no kernel within the printed digits gives all printed losses");
    }

    [Fact]
    public void No_other_convention_for_the_step_of_a_loss_fits()
    {
        // Were the loss taken after its step's update, or one update earlier, no printed loss could be reached.
        foreach (int shift in new[] { -1, 1 })
        {
            for (int p = 0; p < Example.PrintedSteps.Length; p++)
            {
                (Rational least, Rational greatest) = LossRange(StepsBack(p) + shift);
                Rational printed = Example.PrintedLosses[p];
                Assert.True(greatest < printed - HalfLossDigit || least > printed + HalfLossDigit);
            }
        }
    }

    [Fact]
    public void Learning_forwards_from_where_the_steps_began_prints_the_same()
    {
        Rational[] began = Example.Before(FinalError(Rational.Zero, Rational.Zero), Example.Steps);
        var image = (double[,])FormSamples.Filled(new double[6, 8], p => Example.Input[p / 8, p % 8]);
        double[,] wanted = CrossCorrelation.Corr2d(image, Row(Example.TrueKernel));
        double[,] start = Row([.. began.Select((e, tap) => e + Example.TrueKernel[tap])]);
        (double[,] kernel, double[] losses) =
            KernelLearning.Learn([(image, wanted)], start, Example.Rate.ToDouble(), Example.Steps);
        for (int tap = 0; tap < 2; tap++) Assert.Equal(Example.PrintedKernel[tap].ToDouble(), kernel[0, tap], 1e-12);
        for (int p = 0; p < Example.PrintedSteps.Length; p++)
        {
            double exact = Example.Loss(Example.Before(FinalError(Rational.Zero, Rational.Zero), StepsBack(p))).ToDouble();
            Assert.Equal(exact, losses[Example.PrintedSteps[p] - 1], 1e-9);
        }

        static double[,] Row(Rational[] kernel) => new[,] { { kernel[0].ToDouble(), kernel[1].ToDouble() } };
    }

    [Fact]
    public void The_loss_is_the_quadratic_form_of_the_Gram_matrix_18_12_12_18()
    {
        Assert.Equal([18, 12, 12, 18], FormSamples.Flat<Rational>(Example.Gram()).Select(v => v.ToDouble()));
    }

    private static int StepsBack(int p) => Example.Steps - Example.PrintedSteps[p] + 1;

    private static bool Matches(Rational[] finalError, int p)
    {
        Rational loss = Example.Loss(Example.Before(finalError, StepsBack(p)));
        return loss >= Example.PrintedLosses[p] - HalfLossDigit && loss <= Example.PrintedLosses[p] + HalfLossDigit;
    }

    /// <summary>The error of a final kernel in the box: x and y run over [−1, 1].</summary>
    private static Rational[] FinalError(Rational x, Rational y) =>
    [
        Example.PrintedKernel[0] + x * HalfKernelDigit - Example.TrueKernel[0],
        Example.PrintedKernel[1] + y * HalfKernelDigit - Example.TrueKernel[1],
    ];

    /// <summary>
    /// The least and the greatest loss, so many steps back, over the box of final kernels. Going back is linear, so the
    /// box becomes a parallelogram and the loss over it is convex: greatest at a corner; least at 0 where the box holds
    /// the true kernel, and on an edge where it does not.
    /// </summary>
    private static (Rational Least, Rational Greatest) LossRange(int stepsBack)
    {
        Rational one = Rational.One;
        Rational[][] corners = [.. new[] { (-one, -one), (one, -one), (one, one), (-one, one) }
            .Select(c => FinalError(c.Item1, c.Item2))];
        bool holdsTruth = Enumerable.Range(0, 2).All(tap =>
            corners.Min(c => c[tap]) <= Rational.Zero && corners.Max(c => c[tap]) >= Rational.Zero);
        Rational[][] back = [.. corners.Select(c => Example.Before(c, stepsBack))];
        Rational greatest = back.Max(Example.Loss);
        Rational least = holdsTruth ? Rational.Zero : Enumerable.Range(0, 4).Min(c => LeastOnEdge(back[c], back[(c + 1) % 4]));
        return (least, greatest);
    }

    /// <summary>The least of the loss at e + t(f − e) for t in [0, 1]: a parabola in t.</summary>
    private static Rational LeastOnEdge(Rational[] e, Rational[] f)
    {
        Rational[] along = [f[0] - e[0], f[1] - e[1]];
        Rational t = -Example.Product(along, e) / Example.Loss(along);
        if (t < Rational.Zero) t = Rational.Zero;
        if (t > Rational.One) t = Rational.One;
        return Example.Loss([e[0] + t * along[0], e[1] + t * along[1]]);
    }
}
