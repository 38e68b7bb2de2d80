using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Spec;
using Conformance.Suite.Cases;
using MathNet.Numerics.Statistics;

namespace Conformance.Bench.History;

/// <summary>"record": times layers beside the calibration kernel and appends them to a history.</summary>
internal static class RecordCommand
{
    public const string Verb = "record";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file of JSON lines to append to." };
        var kernel = new Option<string>("--kernel") { Description = "The kernel.", DefaultValueFactory = _ => "auto" };
        kernel.AcceptOnlyFromAmong([.. Contenders.Ours.Select(ours => ours.Name)]);
        var layers = new Option<string[]>("--layers") { Description = "Names of layers or problem lines; the whole list by default.", AllowMultipleArgumentsPerToken = true };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians are taken over them.", DefaultValueFactory = _ => 9 };
        var command = new Command(Verb, "Times layers beside the calibration kernel, and appends them to a history.") { file, kernel, layers, rounds };
        command.SetAction(options =>
        {
            try
            {
                HistoryRecord record = Make(Layers.Named(options.GetValue(layers) ?? []), options.GetRequiredValue(kernel), Math.Max(1, options.GetValue(rounds)));
                HistoryFile.Append(options.GetRequiredValue(file), record);
                foreach (var (layer, cost) in record.Layers)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer}: {cost.Ratio:F3} ({cost.Lower:F3}–{cost.Upper:F3})"));
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or RuleException)
            {
                Console.Error.WriteLine($"record: {e.Message}");
                return 2;
            }
        });
        return command;
    }

    /// <summary>Times the layers.</summary>
    /// <exception cref="InvalidOperationException">The kernel failed on a layer, or gave a wrong output.</exception>
    internal static HistoryRecord Make(IReadOnlyList<ConvolutionProblem> layers, string kernel, int rounds)
    {
        using LocalRacer racer = new(new Entrant(Contenders.Named(kernel), 1));
        var costs = new Dictionary<string, LayerCost>();
        foreach (ConvolutionProblem layer in layers)
        {
            string name = layer.Name.Length > 0 ? Layers.Label(layer) : layer.ToString();
            RaceResult result = Race.Run(CaseData<float>.Draw(layer, FillKind.Real, seed: 1), [racer], rounds).SingleOrDefault()
                ?? throw new InvalidOperationException($"{name}: {kernel} does not compute it");
            if (!result.IsValid) throw new InvalidOperationException($"{name}: {result.Failure}");
            double[] ratios = [.. result.Shares.Select(share => 1 / share)];
            costs[name] = new(layer.ToString(), ratios.Median(), ratios.LowerQuartile(), ratios.UpperQuartile());
        }
        return new(HistoryRecord.CurrentSchema, DateTimeOffset.UtcNow, Commit(), MachineFingerprint.Here, RuntimeInformation.FrameworkDescription, kernel, costs);
    }

    private static string Commit()
    {
        string commit = Git("rev-parse", "HEAD");
        return commit.Length > 0 && Git("status", "--porcelain", "--untracked-files=no").Length > 0 ? commit + "+" : commit;
    }

    /// <summary>Empty outside of a repository, and where there is no git.</summary>
    private static string Git(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
