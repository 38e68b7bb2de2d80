using System.CommandLine;
using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;

namespace Conformance.Bench.Curves;

/// <summary>"curves": what our strategies cost as a layer grows, where one overtakes another, and what the planner makes of it.</summary>
internal static class CurvesCommand
{
    public const string Verb = "curves";

    public static Command Create()
    {
        var sweeps = new Option<string[]>("--sweeps") { Description = $"Only these of {string.Join(", ", Sweep.All.Select(s => s.Name))}.", AllowMultipleArgumentsPerToken = true };
        sweeps.AcceptOnlyFromAmong([.. Sweep.All.Select(s => s.Name)]);
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are taken over them.", DefaultValueFactory = _ => 5 };
        var plots = new Option<string?>("--plots") { Description = "Write a picture of each sweep to this folder." };
        var command = new Command(Verb, "What our strategies cost as a layer grows, and where one overtakes another.") { sweeps, rounds, plots };
        command.SetAction(options =>
        {
            string[] wanted = options.GetValue(sweeps) ?? [];
            foreach (Sweep sweep in Sweep.All.Where(s => wanted.Length == 0 || wanted.Contains(s.Name)))
                Run(sweep, Math.Max(1, options.GetValue(rounds)), options.GetValue(plots));
        });
        return command;
    }

    private static void Run(Sweep sweep, int rounds, string? folder)
    {
        Console.WriteLine($"\n### {sweep.Grows}\n\n| size | {string.Join(" | ", sweep.Kernels)} | auto takes | fast takes |\n|--:|{string.Concat(sweep.Kernels.Select(_ => "--:|"))}---|---|");
        double[][] seconds = [.. sweep.Kernels.Select(_ => new double[sweep.Sizes.Count])];
        for (int i = 0; i < sweep.Sizes.Count; i++)
        {
            ConvolutionProblem layer = sweep.Layer(sweep.Sizes[i]);
            double[] times = Times(sweep, layer, sweep.Threads(sweep.Sizes[i]), rounds);
            for (int k = 0; k < times.Length; k++) seconds[k][i] = times[k];
            double least = times.Where(double.IsFinite).Min();
            Console.WriteLine($"| {sweep.Sizes[i]} | {string.Join(" | ", times.Select(t => Cell(t, least)))} | {Taken("auto", sweep, layer, times)} | {Taken("fast", sweep, layer, times)} |");
        }
        Curve[] curves = [.. sweep.Kernels.Select((kernel, k) => new Curve(kernel, sweep.Sizes, seconds[k]))];
        IReadOnlyList<Crossover> crossovers = Crossover.Of(curves);
        Console.WriteLine($"\nCross-overs: {(crossovers.Count == 0 ? "none" : string.Join("; ", crossovers))}.");
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"curve-{sweep.Name}.svg");
        RunReport.WriteFile(file, CurvePlot.Svg(sweep, curves, crossovers));
        Console.WriteLine($"Picture: {file}");
    }

    /// <summary>The median time of each kernel, in turns; NaN where it does not compute the layer.</summary>
    private static double[] Times(Sweep sweep, ConvolutionProblem layer, int threads, int rounds)
    {
        List<LocalRacer> racers = [.. sweep.Kernels.Select(kernel => new LocalRacer(new Entrant(Contenders.Named(Sweep.Whole(kernel)), threads)))];
        try
        {
            IReadOnlyList<RaceResult> results = Race.Run(CaseData<float>.Draw(layer, FillKind.Real, seed: 1), racers, rounds);
            if (results.FirstOrDefault(result => !result.IsValid) is { } failed) Console.Error.WriteLine($"{failed.Entrant.Name} on {layer}: {failed.Failure}");
            return [.. racers.Select(racer => results.FirstOrDefault(result => result.Entrant == racer.Entrant) is { IsValid: true } result ? result.Seconds : double.NaN)];
        }
        finally
        {
            racers.ForEach(racer => racer.Dispose());
        }
    }

    private static string Cell(double seconds, double least) => !double.IsFinite(seconds) ? "–" : seconds == least ? $"**{seconds * 1e3:G3}**" : $"{seconds * 1e3:G3}";

    /// <summary>What a planner takes, and how much longer that took than the best it might have taken.</summary>
    private static string Taken(string planner, Sweep sweep, ConvolutionProblem layer, double[] times)
    {
        string strategy = ((Auto<float>)Kernels.Create<float>(planner, 1)).Explain(layer)[0].Strategy;
        int index = sweep.Kernels.ToList().IndexOf(strategy);
        if (index < 0 || !double.IsFinite(times[index])) return strategy;
        bool MayTake(string kernel) => planner == "fast" || Kernels.Names.Contains(Sweep.Whole(kernel));
        double least = sweep.Kernels.Select((kernel, k) => MayTake(kernel) && double.IsFinite(times[k]) ? times[k] : double.PositiveInfinity).Min();
        return times[index] == least ? strategy : $"{strategy} (+{times[index] / least - 1:P0})";
    }
}
