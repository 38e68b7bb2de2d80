using Conformance.Bench.Peers;
using Conformance.Bench.Plots;
using Conformance.Bench.Remote;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Bench.Compare;

/// <summary>A run of "compare".</summary>
internal sealed record Comparing(
    IReadOnlyList<ConvolutionProblem> Layers, IReadOnlyList<ContenderFactory> Contenders, int Threads, int Rounds, bool Scaling, bool Everyone)
{
    /// <summary>The folder for pictures; null for none.</summary>
    public string? Plots { get; init; }

    /// <summary>Whether a table tells what each layer computes and moves.</summary>
    public bool Roofline { get; init; }

    /// <summary>Of so many kernels of ours each gets a table of its own too.</summary>
    private const int MostAlone = 3;

    /// <summary>Thread pools in one process spoil each other's times.</summary>
    private bool InProcesses => Threads > 1;

    /// <summary>Writes the tables.</summary>
    /// <returns>0, or 1 where a kernel of ours failed.</returns>
    public int Run(TextWriter to)
    {
        to.WriteLine($"""
            {(InProcesses ? $"{Threads} threads, a process each" : "1 thread, one process")}, in turns, medians of {Rounds} rounds. Share: of {(InProcesses ? $"{Threads} times " : "")}one core's FMA peak, measured beside it.
            Ratio: a peer's time to that of our best, taken within each round: median ({PairedRatio.Level:P0} interval{(Rounds < 6 ? ", nearly" : "")}). Peers: row-major tensors in
            and out. Componentwise: peers that keep that error bound.

            """);
        var table = new CompareTable(to, Scaling);
        table.Head();
        string folder = Directory.CreateTempSubdirectory("race").FullName;
        List<IRacer> racers = [.. Entrants().Select(entrant => InProcesses ? (IRacer)new RemoteRacer(entrant, folder) : new LocalRacer(entrant))];
        var rows = new List<(string Layer, Standing Standing)>();
        var problems = new Dictionary<string, ConvolutionProblem>();
        try
        {
            foreach (ConvolutionProblem layer in Layers)
            {
                var standing = new Standing(Race.Run(CaseData<float>.Draw(layer, FillKind.Real, seed: 1), racers, Rounds));
                rows.Add((Label(layer), standing));
                problems[Label(layer)] = layer;
                table.Row(Label(layer), standing.Ours?.Entrant.Factory.Strategy(layer) ?? "", standing);
            }
        }
        finally
        {
            racers.ForEach(racer => racer.Dispose());
            Directory.Delete(folder, recursive: true);
        }
        table.Foot();
        ContenderFactory[] ours = [.. Contenders.Where(contender => contender.Role == ContenderRole.Ours)];
        if (ours.Length is > 1 and <= MostAlone) foreach (ContenderFactory kernel in ours) Alone(to, kernel, rows, problems);
        if (Everyone) WideTable.Write(to, racers.Select(racer => racer.Entrant.Name), rows);
        (ConvolutionProblem, string, Standing)[] known = [.. rows.Select(row => (problems[row.Layer], row.Layer, row.Standing))];
        if (Roofline) RooflineTable.Write(to, known, Threads, MemoryPeak.Measure(Threads));
        if (Plots is not null)
        {
            RacePlots.Write(Plots, known, Threads);
            to.WriteLine($"\nPictures: {Path.Combine(Plots, "bars.svg")}, {Path.Combine(Plots, "roofline.svg")}");
        }
        return Failures(to, rows) ? 1 : 0;
    }

    /// <summary>The same runs once more, with one of our kernels alone.</summary>
    private void Alone(
        TextWriter to, ContenderFactory kernel, List<(string Layer, Standing Standing)> rows, Dictionary<string, ConvolutionProblem> problems)
    {
        to.WriteLine($"\n`{kernel.Name}` alone, from the same run:\n");
        var table = new CompareTable(to, Scaling);
        table.Head();
        foreach ((string layer, Standing standing) in rows)
        {
            var alone = new Standing(standing.Results, kernel.Name);
            table.Row(layer, alone.Ours is null ? "" : kernel.Strategy(problems[layer]), alone);
        }
        table.Foot();
    }

    private IEnumerable<Entrant> Entrants()
    {
        foreach (ContenderFactory contender in Contenders)
        {
            yield return new Entrant(contender, Threads);
            if (Scaling && Threads > 1 && contender.Role == ContenderRole.Ours) yield return new Entrant(contender, 1) { IsForScaling = true };
        }
    }

    /// <summary>Who failed and why.</summary>
    private static bool Failures(TextWriter to, List<(string Layer, Standing Standing)> rows)
    {
        bool ours = false;
        foreach ((string layer, Standing standing) in rows)
        {
            foreach (RaceResult result in standing.Results.Where(result => !result.IsValid))
            {
                to.WriteLine($"\nNote: {result.Entrant.Name} on {layer}: {result.Failure}");
                ours |= result.Entrant.Factory.Role == ContenderRole.Ours;
            }
        }
        return ours;
    }

    private static string Label(ConvolutionProblem layer) => layer.Name.Length > 0 ? Bench.Layers.Label(layer) : layer.ToString();
}
