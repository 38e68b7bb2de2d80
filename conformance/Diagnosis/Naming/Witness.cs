using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Diagnosis.Naming;

/// <summary>A problem with its numbers, what a right engine does on each step of the script, and what may differ from it.</summary>
internal sealed class Witness
{
    /// <summary>A float of this size or more on the step of the large element has summed it.</summary>
    private const float SawLarge = 1L << 50;

    /// <summary>By how much the script makes the integers of a problem larger.</summary>
    private const double LargestShift = 5;

    private readonly double exactSlack, realSlack;

    public Witness(ConvolutionProblem problem, ulong seed, AccuracyClass accuracy)
    {
        (Problem, Seed) = (problem, seed);
        Right = [.. Script.Run(() => new NaiveConvolution<float>(), problem, seed)];
        // Two sums, in any two orders, of the same products of reals below 1 and a bias, which is still an integer.
        double bias = Laws.LawData.Draw(problem, seed).Bias.Select(Math.Abs).DefaultIfEmpty().Max();
        realSlack = 2 * ErrorBound.Of<float>(problem.WindowTerms + 1, problem.WindowTerms + bias);
        exactSlack = ExactSlack(problem, accuracy);
        if (accuracy == AccuracyClass.Normwise) realSlack *= Comparison.NormwiseGrowth;
    }

    /// <summary>By how much a right engine may differ on integers: by nothing, unless its algorithm is a fast one.</summary>
    public static double ExactSlack(ConvolutionProblem problem, AccuracyClass accuracy)
    {
        double limit = Laws.LawData.Limit(problem) + LargestShift;
        return accuracy != AccuracyClass.Normwise ? 0
            : 2 * Comparison.NormwiseGrowth * ErrorBound.Of<float>(problem.WindowTerms + 1, problem.WindowTerms * limit * limit + limit);
    }

    public ConvolutionProblem Problem { get; }

    public ulong Seed { get; }

    /// <summary>What a right engine does.</summary>
    public IReadOnlyList<StepOutcome> Right { get; }

    /// <summary>Whether two engines did the same on every step that both made: bit for bit where sums are exact.</summary>
    public bool Agree(IReadOnlyList<StepOutcome> one, IEnumerable<StepOutcome> other) =>
        one.Zip(other).Index().All(step => Agree(step.Index, step.Item.First, step.Item.Second));

    /// <summary>Whether they did the same on one step. What a call that is not made left behind is nothing.</summary>
    public bool Agree(int step, StepOutcome one, StepOutcome other)
    {
        if (one.Flaw != other.Flaw) return false;
        if (one.Output.Length != other.Output.Length) return one.Flaw.Length == 0 && (one.Output.Length == 0 || other.Output.Length == 0);
        double slack = step == Script.RealStep ? realSlack : exactSlack;
        for (int i = 0; i < one.Output.Length; i++)
        {
            float a = one.Output[i], b = other.Output[i];
            if (a.Equals(b) || a == b) continue;
            double most = Math.Max(Math.Abs(a), Math.Abs(b));
            double allowed = step == Script.LargeStep && most > SawLarge ? Math.Max(slack, most * 1e-4) : slack;
            if (!(Math.Abs((double)a - b) <= allowed)) return false;
        }
        return true;
    }
}
