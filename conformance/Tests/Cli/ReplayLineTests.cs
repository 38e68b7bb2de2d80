using System.Diagnostics;
using Conformance.Cli;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>A replay line as it is printed goes through a shell and names the same engine and the same case.</summary>
public class ReplayLineTests
{
    private const string Line = "forward f32 exact@1 mb1ic1ih3oc1kh2n\"named \"twice\"";

    [ToolTheory(Tools.Shell)]
    [InlineData("cmd:no-such-program-anywhere conformance/samples/python/adapter.py")]
    [InlineData("cmd:no-such-program-anywhere 'a b' \"c d\" $HOME")]
    [InlineData("./no such folder/libmine.so")]
    public void A_printed_line_can_be_pasted_into_a_shell(string engine)
    {
        using var console = new TestConsole();
        console.Profile.Width = 40;
        ReportWriter.Print(console, new RunReport(new Dictionary<string, string>(),
            [new CaseResult(engine, ElementType.F32, "named", Line, new Verdict(VerdictKind.Crashed, "for the test"))], []));
        string printed = console.Output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("replay ", StringComparison.Ordinal));
        string[] words = Words(printed);
        Assert.Equal(["replay", Line, "--engine", engine], words);
        var (code, error) = BadInputTests.Run(words);
        Assert.Equal(2, code);
        Assert.StartsWith($"convcheck: --engine {engine}: ", error, StringComparison.Ordinal);
    }

    /// <summary>What a shell makes of a line.</summary>
    private static string[] Words(string line)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {line}"]) { RedirectStandardOutput = true })!;
        string words = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return words.TrimEnd('\n').Split('\n');
    }
}
