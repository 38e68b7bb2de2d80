using System.CommandLine;
using System.Diagnostics;
using Conformance.Spec;

namespace Conformance.Bench.Gate;

/// <summary>"gate": whether a change made the kernels slower.</summary>
internal static class GateCommand
{
    public const string Verb = "gate";

    /// <summary>One layer of each strategy, and each a millisecond or two at most.</summary>
    private static readonly string[] Quick = ["conv1", "res2_3x3", "res3_reduce", "res4_3x3", "dw_s1_112", "small"];

    public static Command Create()
    {
        var before = new Option<string>("--base") { Description = "The commit to compare with, or the folder of a built version.", Required = true };
        var after = new Option<string>("--head") { Description = "The commit to judge, or a folder; the working tree by default.", DefaultValueFactory = _ => VersionBuild.WorkingTree };
        var kernel = new Option<string>("--kernel") { Description = "The kernel.", DefaultValueFactory = _ => "auto" };
        var layers = new Option<string[]>("--layers") { Description = $"Names of layers or problem lines; by default {string.Join(", ", Quick)}.", AllowMultipleArgumentsPerToken = true };
        var budget = new Option<int>("--budget") { Description = "Seconds for all trials.", DefaultValueFactory = _ => 170 };
        var level = new Option<double>("--level") { Description = "The chance of any false word in the run.", DefaultValueFactory = _ => 0.01 };
        var margin = new Option<double>("--margin") { Description = "A change up to this share is none.", DefaultValueFactory = _ => 0.02 };
        var seed = new Option<int>("--seed") { Description = "The seed of all order.", DefaultValueFactory = _ => 1 };
        var markdown = new Option<string?>("--markdown") { Description = "Write the table to this file too, such as a CI job's summary." };
        level.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (> 0 and < 1) and var given) result.AddError($"--level {given}: must be between 0 and 1"); });
        margin.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (> 0 and < 1) and var given) result.AddError($"--margin {given}: must be between 0 and 1"); });
        var command = new Command(Verb, "Whether a change made the kernels slower: both versions in turns, trial by trial, until it is clear.")
            { before, after, kernel, layers, budget, level, margin, seed, markdown };
        command.SetAction(options =>
        {
            string room = Directory.CreateTempSubdirectory("conformance-gate").FullName;
            try
            {
                string from = options.GetRequiredValue(before), to = options.GetRequiredValue(after);
                string first = VersionBuild.Of(from, Path.Combine(room, "base")), second = VersionBuild.Of(to, Path.Combine(room, "head"));
                IReadOnlyList<ConvolutionProblem> wanted = Layers.Named(options.GetValue(layers) is { Length: > 0 } names ? names : Quick);
                var test = new SequentialTest(options.GetValue(level), wanted.Count, options.GetValue(margin));
                var clock = Stopwatch.StartNew();
                IReadOnlyList<GateResult> results = new GateRun(test, new TrialProcess(first, second, options.GetRequiredValue(kernel)).Run)
                    .Run(wanted, options.GetValue(seed), () => clock.Elapsed.TotalSeconds > options.GetValue(budget));
                string report = GateReport.Write($"{to} against {from}, {options.GetValue(kernel)}, one thread, {clock.Elapsed.TotalSeconds:F0} s", results, options.GetValue(level), options.GetValue(margin));
                Console.Write(report);
                if (options.GetValue(markdown) is { } path) File.AppendAllText(path, report);
                return results.Any(result => result.Decision == Decision.Slower) ? 1 : 0;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or IOException)
            {
                Console.Error.WriteLine($"gate: {e.Message}");
                return 2;
            }
            finally
            {
                Directory.Delete(room, recursive: true);
            }
        });
        return command;
    }
}
