using System.Diagnostics;
using System.Runtime.Versioning;
using Conformance.Cli;

namespace Conformance.Tests;

/// <summary>Folders that must not be read. The superuser may read everything; the program is then started without that
/// capability, by a tool that every Linux has.</summary>
[UnsupportedOSPlatform("windows")]
public class PermissionTests
{
    private const string WithoutOverride = "-dac_override,-dac_read_search";

    [UnixTheory]
    [InlineData("onnx {0}")]
    [InlineData("cases --shapes {0}/shapes")]
    [InlineData("replay mb1ic1ih3oc1kh2 --engine naive --json {0}/report.json")]
    public void A_folder_without_permission_is_one_clear_line(string command)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "shapes"), "ic1oc1ih3kh2\n");
        File.SetUnixFileMode(folder, UnixFileMode.None);
        try
        {
            var (code, _, error) = Run(string.Format(command, folder).Split(' '));
            Assert.Equal(2, code);
            Assert.Single(error.TrimEnd('\n').Split('\n'));
            Assert.Contains(folder, error);
            Assert.Contains("denied", error);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(folder, recursive: true);
        }
    }

    [UnixTheory]
    [InlineData("basic")]
    public void A_test_folder_without_permission_is_told_and_the_others_run(string feature)
    {
        string root = Path.Combine(Directory.CreateTempSubdirectory().FullName, "tests"), closed = Path.Combine(root, "closed");
        Assert.Equal(0, Run(["export", "--onnx", root, "--feature", feature]).Code);
        Directory.CreateDirectory(closed, UnixFileMode.None);
        try
        {
            var (code, output, error) = Run(["onnx", root, "--engine", "naive"]);
            Assert.Equal(2, code);
            Assert.Contains("1 damaged", error);
            Assert.Contains(closed, error);
            Assert.Contains("denied", error);
            Assert.Matches("[1-9][0-9]* data sets of a single Conv run", output);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.Delete(Path.GetDirectoryName(root)!, recursive: true);
        }
    }

    private static (int Code, string Output, string Error) Run(string[] arguments)
    {
        string program = typeof(Application).Assembly.Location;
        string[] command = Environment.UserName == "root"
            ? ["setpriv", "--bounding-set", WithoutOverride, "--inh-caps", WithoutOverride, "dotnet", program, .. arguments]
            : ["dotnet", program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        // Both at once: a process whose output nobody reads waits for that.
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error);
    }
}

/// <summary>A test of permission bits, which Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no permission bits";
    }
}
