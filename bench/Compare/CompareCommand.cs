using System.CommandLine;
using Conformance.Bench.Peers;

namespace Conformance.Bench.Compare;

/// <summary>"compare": our kernels and the peers that are here, side by side on the default layers.</summary>
internal static class CompareCommand
{
    public const string Verb = "compare";

    public static Command Create()
    {
        var layers = new Option<string[]>("--layers") { Description = "Layers of bench/layers.txt or groups of them, problem lines, or benchdnn shape files; all of the list by default.", AllowMultipleArgumentsPerToken = true };
        var kernels = new Option<string[]>("--kernels") { Description = "Only these of our kernels.", AllowMultipleArgumentsPerToken = true };
        kernels.AcceptOnlyFromAmong([.. Contenders.Ours.Select(kernel => kernel.Name)]);
        var threads = new Option<int>("--threads") { Description = "Threads of each engine; 0 for all cores. With more than one, each engine has a process of its own.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are taken over them.", DefaultValueFactory = _ => 6 };
        var scaling = new Option<bool>("--scaling") { Description = "Our kernels with one thread race too, and a column tells what the other threads bring." };
        var everyone = new Option<bool>("--all-peers") { Description = "A second table with the times of everyone." };
        var plots = new Option<string?>("--plots") { Description = "Write pictures to this folder: bars by layer, and the roofline." };
        var roofline = new Option<bool>("--roofline") { Description = "A table of what each layer computes and moves, as shares of what the machine can, and of its scratch memory." };
        var against = new Option<string[]>("--against") { Description = "Only these peers; onnxruntime and opencv are all of theirs.", AllowMultipleArgumentsPerToken = true };
        var command = new Command(Verb, "Our kernels and the peers that are here, side by side.") { layers, kernels, against, threads, rounds, scaling, everyone, roofline, plots };
        command.SetAction(options =>
        {
            string[] wanted = options.GetValue(kernels) ?? [];
            IEnumerable<ContenderFactory> ours = Contenders.Ours.Where(kernel => wanted.Length == 0 || wanted.Contains(kernel.Name));
            IReadOnlyList<ContenderFactory> peers = Contenders.PeersNamed(options.GetValue(against) ?? []);
            int count = options.GetValue(threads);
            return new Comparing(
                Layers.Named(options.GetValue(layers) ?? []), [.. ours, .. peers], count > 0 ? count : Environment.ProcessorCount,
                Math.Max(1, options.GetValue(rounds)), options.GetValue(scaling), options.GetValue(everyone))
            { Plots = options.GetValue(plots), Roofline = options.GetValue(roofline) }.Run(Console.Out);
        });
        return command;
    }
}
