using System.CommandLine;
using Conformance.Bench.Peers;
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
        Console.WriteLine($"{threads} thread{(threads == 1 ? "" : "s")}; ms, share of one core's FMA peak measured beside it; * is the best peer, ratio is best peer to ours");
        var ratios = new List<double>();
        foreach (ConvolutionProblem layer in layers)
        {
            var data = CaseData<float>.Draw(layer, FillKind.Real, seed: 1);
            IReadOnlyList<RaceResult> results = Race.Run(data, contenders, threads, rounds);
            RaceResult? peer = results.Where(r => !r.IsOurs).MinBy(r => r.Seconds), our = results.Where(r => r.IsOurs).MinBy(r => r.Seconds);
            string ratio = "";
            if (peer is not null && our is not null)
            {
                ratios.Add(peer.Seconds / our.Seconds);
                ratio = $"ratio {peer.Seconds / our.Seconds:F2}";
            }
            string times = string.Join("  ", results.Select(r => $"{r.Contender}{(r == peer ? "*" : "")} {r.Seconds * 1e3:0.####} ({r.Share:P0})"));
            Console.WriteLine($"{(layer.Name.Length > 0 ? Layers.Label(layer) : layer.ToString()),-16} {ratio,-11} {times}");
        }
        if (ratios.Count > 1) Console.WriteLine($"geometric mean of the ratios {Math.Exp(ratios.Average(Math.Log)):F2}, least {ratios.Min():F2}");
    }
}
