using Conformance.Spec;

namespace Conformance.Diagnosis.Naming;

/// <summary>How wrong outputs differ from right ones, as shares from 0 to 1.</summary>
internal static class ErrorShape
{
    /// <summary>An error of less than this share of the value is one of rounding.</summary>
    private const double Small = 0.02;

    /// <summary>Shares of elements that are wrong, and of those that are 0, near to right, in the first or last channel, image, column,
    /// or row; and whether the call has another flaw.</summary>
    public static double[] Of(IEnumerable<(StepOutcome Got, StepOutcome Right, ConvolutionProblem Problem)> failures)
    {
        var shares = new double[11];
        int count = 0;
        foreach (var (got, right, p) in failures)
        {
            count++;
            if (got.Flaw.Length > 0) shares[10]++;
            if (got.Output.Length != right.Output.Length || got.Output.Length == 0) continue;
            int[] wrong = [.. Enumerable.Range(0, got.Output.Length).Where(i => got.Output[i] != right.Output[i])];
            if (wrong.Length == 0) continue;
            long width = p.Axes[^1].Output, rows = p.Axes.Length > 1 ? p.Axes[^2].Output : 1, plane = p.OutputCount / p.Batch / p.OutputChannels;
            shares[0] += (double)wrong.Length / got.Output.Length;
            shares[1] += Share(i => got.Output[i] == 0);
            shares[2] += Share(i => Math.Abs(got.Output[i] - right.Output[i]) <= Small * Math.Abs(right.Output[i]) + 1e-3);
            shares[3] += Share(i => float.IsNaN(got.Output[i]));
            shares[4] += Share(i => i / plane % p.OutputChannels < p.OutputChannelsPerGroup);
            shares[5] += Share(i => i / plane % p.OutputChannels == p.OutputChannels - 1);
            shares[6] += Share(i => i % width == 0);
            shares[7] += Share(i => i % width == width - 1);
            shares[8] += Share(i => i / width % rows == 0);
            shares[9] += Share(i => i / width % rows == rows - 1);

            double Share(Func<int, bool> holds) => (double)wrong.Count(holds) / wrong.Length;
        }
        return [.. shares.Select(share => share / Math.Max(1, count))];
    }
}
