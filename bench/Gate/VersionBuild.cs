using System.Diagnostics;

namespace Conformance.Bench.Gate;

/// <summary>Builds a version of the kernels from a commit, or from the working tree, into a folder of its own.</summary>
internal static class VersionBuild
{
    /// <summary>What stands for the working tree where a commit is expected.</summary>
    public const string WorkingTree = "worktree";

    /// <summary>The folder of the built assemblies.</summary>
    /// <param name="commit">A commit as git names it, <see cref="WorkingTree"/>, or a folder that is already built.</param>
    /// <param name="into">A folder for what is built.</param>
    /// <exception cref="InvalidOperationException">There is no such commit, or it does not build.</exception>
    public static string Of(string commit, string into)
    {
        if (File.Exists(Path.Combine(commit, "Conformance.Optimized.dll"))) return Path.GetFullPath(commit);
        string source = Git(Environment.CurrentDirectory, "rev-parse", "--show-toplevel"), root = source;
        if (commit != WorkingTree)
        {
            string sha = Git(root, "rev-parse", "--verify", "--quiet", $"{commit}^{{commit}}");
            source = Path.Combine(into, "source");
            Git(root, "worktree", "add", "--quiet", "--detach", "--force", source, sha);
        }
        try
        {
            string built = Path.Combine(into, "built");
            Run(source, "dotnet", "build", "optimized", "-c", "Release", "-o", built, "--nologo", "-v", "quiet", "-p:EnforceCodeStyleInBuild=false", "-p:RunAnalyzers=false");
            return built;
        }
        finally
        {
            if (source != root) Git(root, "worktree", "remove", "--force", source);
        }
    }

    private static string Git(string folder, params string[] arguments) => Run(folder, "git", arguments).Trim();

    private static string Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return output;
        string reason = (error.Result + output).Split('\n').FirstOrDefault(line => line.Contains(" error ", StringComparison.Ordinal) || line.Contains("fatal:", StringComparison.Ordinal))
            ?? $"ended with code {process.ExitCode}";
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {reason.Trim()}");
    }
}
