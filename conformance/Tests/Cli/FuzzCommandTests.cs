using Conformance.Cli;
using Spectre.Console.Testing;

namespace Conformance.Tests;

public class FuzzCommandTests
{
    [Fact]
    public void A_finding_is_printed_with_a_line_that_replays_it_and_is_saved_once()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string[] fuzz = ["fuzz", "--engine", "strides-swapped", "--law", "The_output_is_the_exact_result", "--time", "1s", "--save", path];
        var (code, output) = Run(fuzz);
        Assert.Equal(Application.Failure, code);
        Assert.Contains("behaves like strides-swapped", output);
        string line = output.Split("replay \"")[1].Split('"')[0];
        string[] replay = ["replay", line, "--law", "The_output_is_the_exact_result", "--engine"];
        Assert.Equal(Application.Failure, Run([.. replay, "strides-swapped"]).Code);
        Assert.Equal(Application.Success, Run([.. replay, "direct"]).Code);

        string saved = File.ReadAllText(path);
        Run(fuzz);
        Assert.Equal(saved, File.ReadAllText(path));
        Assert.Contains("\nmb1", saved);
        File.Delete(path);
    }

    [Fact]
    public void An_engine_that_keeps_the_laws_ends_with_0()
    {
        var (code, output) = Run(["fuzz", "--engine", "naive", "--time", "1s", "--seed", "7"]);
        Assert.Equal(Application.Success, code);
        Assert.Contains("0 broken; seed 7", output);
    }

    private static (int Code, string Output) Run(string[] args)
    {
        using var console = new TestConsole();
        console.Profile.Width = 300;
        using var error = new StringWriter();
        int code = Application.Run(args, console, error);
        Assert.Equal("", error.ToString());
        return (code, console.Output);
    }
}
