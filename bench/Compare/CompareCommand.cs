using System.CommandLine;
using Conformance.Bench.Peers;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;

namespace Conformance.Bench.Compare;

/// <summary>"compare": our kernels and the peers that are here, side by side on the default layers.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var layers = new Option<string[]>("--layers") { Description = "Names of layers of bench/layers.txt, or problem lines; all of the list by default.", AllowMultipleArgumentsPerToken = true };
        var kernels = new Option<string[]>("--kernels") { Description = "Only these of our kernels.", AllowMultipleArgumentsPerToken = true };
        var threads = new Option<int>("--threads") { Description = "Threads of each engine.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are taken over them.", DefaultValueFactory = _ => 5 };
        var command = new Command("compare", "Our kernels and the peers that are here, side by side.") { layers, kernels, threads, rounds };
        command.SetAction(options =>
        {
            IReadOnlyList<ContenderFactory> ours = options.GetValue(kernels) is { Length: > 0 } wanted
                ? [.. Contenders.Ours.Where(c => wanted.Contains(c.Name))]
                : Contenders.Ours;
            Run(Selected(options.GetValue(layers) ?? []), [.. ours, .. Contenders.Peers], options.GetValue(threads), options.GetValue(rounds));
        });
        return command;
    }

    private static List<ConvolutionProblem> Selected(string[] names) => names.Length == 0
        ? [.. Layers.All]
        : [.. names.Select(name => Layers.All.FirstOrDefault(layer => Layers.Label(layer) == name) ?? ProblemLine.Parse(name).Problem)];

    private static void Run(List<ConvolutionProblem> layers, IReadOnlyList<ContenderFactory> contenders, int threads, int rounds)
    {
        Console.WriteLine($"""
            {threads} thread{(threads == 1 ? "" : "s")}, one process, in turns, medians of {rounds} rounds. Share: of one core's FMA peak, measured beside it.
            Ratio: the best peer's time to that of our best. Componentwise: peers that keep that error bound.

            | layer | ours | ms | share | best componentwise peer | ms | ratio | best of all | ratio |
            |---|---|--:|--:|---|--:|--:|---|--:|
            """);
        var componentwise = new List<double>();
        var all = new List<double>();
        foreach (ConvolutionProblem layer in layers)
        {
            var data = CaseData<float>.Draw(layer, FillKind.Real, seed: 1);
            IReadOnlyList<RaceResult> results = Race.Run(data, contenders, threads, rounds);
            RaceResult our = results.Where(r => r.IsOurs).MinBy(r => r.Seconds)!;
            RaceResult? peer = results.Where(r => !r.IsOurs).MinBy(r => r.Seconds);
            RaceResult? careful = results.Where(r => !r.IsOurs && r.Accuracy == AccuracyClass.Componentwise).MinBy(r => r.Seconds);
            if (careful is not null) componentwise.Add(careful.Seconds / our.Seconds);
            if (peer is not null) all.Add(peer.Seconds / our.Seconds);
            string name = layer.Name.Length > 0 ? Layers.Label(layer) : layer.ToString();
            Console.WriteLine($"| {name} | {our.Contender} | {Milliseconds(our)} | {our.Share:P0} | {careful?.Contender} | {Milliseconds(careful)} | {Ratio(careful, our)} | {peer?.Contender} | {Ratio(peer, our)} |");
        }
        if (all.Count > 1) Console.WriteLine($"\nGeometric means: {Mean(componentwise):F2} to componentwise peers, {Mean(all):F2} to all.");
    }

    private static string Milliseconds(RaceResult? result) => result is null ? "–" : $"{result.Seconds * 1e3:G3}";

    private static string Ratio(RaceResult? peer, RaceResult our) => peer is null ? "–" : $"{peer.Seconds / our.Seconds:F2}";

    private static double Mean(List<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
