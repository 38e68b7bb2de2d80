using System.Diagnostics;
using Conformance.Bench.Peers;
using Conformance.Catalog;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Compare;

/// <summary>How a contender did on a layer.</summary>
/// <param name="Contender">The engine and setting.</param>
/// <param name="IsOurs">Whether it is a kernel of this project.</param>
/// <param name="Accuracy">What it promises.</param>
/// <param name="Seconds">The median time of one execution.</param>
/// <param name="Share">The median share of the FMA peak that was measured right beside it.</param>
public sealed record RaceResult(string Contender, bool IsOurs, AccuracyClass Accuracy, double Seconds, double Share);

/// <summary>Engines side by side on one layer, in turns, in one process. Each is checked against the oracle first.</summary>
internal static class Race
{
    /// <summary>A round of one engine lasts about so long: far above the clock's grain, far below its drift.</summary>
    private const double RoundSeconds = 0.03;

    public static IReadOnlyList<RaceResult> Run(CaseData<float> data, IEnumerable<ContenderFactory> entrants, int threads, int rounds)
    {
        double flops = 2.0 * data.Problem.MultiplyAdds;
        var contenders = entrants.Where(f => f.Supports(data.Problem)).Select(f => (Factory: f, Contender: f.Create(data, threads))).ToList();
        var seconds = contenders.ConvertAll(_ => new List<double>());
        var shares = contenders.ConvertAll(_ => new List<double>());
        int[] repeats = [.. contenders.Select(c => Warm(c.Factory, c.Contender, data))];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                double before = FmaPeak.Measure();
                double time = Time(contenders[i].Contender, repeats[i]);
                double peak = (before + FmaPeak.Measure()) / 2;
                seconds[i].Add(time);
                shares[i].Add(flops / time / peak);
            }
        }
        contenders.ForEach(c => c.Contender.Dispose());
        return [.. contenders.Select((c, i) => new RaceResult(c.Factory.Name, c.Factory.IsOurs, c.Factory.Accuracy, seconds[i].Median(), shares[i].Median()))];
    }

    /// <summary>Checks the first output, then runs until the code is compiled and the caches are warm.</summary>
    /// <returns>How many executions make a round.</returns>
    private static int Warm(ContenderFactory factory, IContender contender, CaseData<float> data)
    {
        contender.Execute();
        if (Comparison.Find<float>(data, contender.Result(), factory.Accuracy) is { } mismatch)
            throw new InvalidOperationException($"{factory.Name} is wrong on {data.Problem}: {mismatch}");
        var clock = Stopwatch.StartNew();
        int count = 0;
        while (clock.Elapsed.TotalSeconds < 2 * RoundSeconds || count < 3)
        {
            contender.Execute();
            count++;
        }
        return Math.Max(1, (int)(RoundSeconds * count / clock.Elapsed.TotalSeconds));
    }

    private static double Time(IContender contender, int repeats)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < repeats; i++) contender.Execute();
        return clock.Elapsed.TotalSeconds / repeats;
    }
}
