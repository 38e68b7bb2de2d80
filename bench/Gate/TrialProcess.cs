using System.Diagnostics;
using System.Globalization;
using Conformance.Spec;

namespace Conformance.Bench.Gate;

/// <summary>Makes trials, each in a fresh process.</summary>
/// <param name="before">The folder of the base.</param>
/// <param name="after">The folder of the head.</param>
/// <param name="kernel">The kernel.</param>
internal sealed class TrialProcess(string before, string after, string kernel)
{
    /// <summary>ln(after / before) of each layer.</summary>
    /// <exception cref="InvalidOperationException">The trial failed; the message says why.</exception>
    public Dictionary<ConvolutionProblem, double> Run(IReadOnlyList<ConvolutionProblem> layers, int seed)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Where the host runs the library, its path is the first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in new[] { TrialCommand.Verb, before, after, kernel, $"{seed}" }.Concat(layers.Select(layer => layer.ToString()))) start.ArgumentList.Add(argument);
        // Compiled whole at once: what the tiers of the compiler do at what moment would be one more thing left to chance.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(error.Result.Trim() is { Length: > 0 } reason ? reason : $"a trial ended with code {process.ExitCode}");
        return lines.Select(line => line.Split(' ')).ToDictionary(
            parts => layers[int.Parse(parts[0], CultureInfo.InvariantCulture)], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
