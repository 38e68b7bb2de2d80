using Conformance.Cli;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>Malformed input to any verb: one clear line on the error stream, exit code 2, no stack trace.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("kh0", "replay", "mb1ic1ih3oc1kh0")]
    [InlineData("column 5, entry \"xx7\": T1", "replay", "mb1 xx7")]
    [InlineData("\"oc\" is missing", "replay", "mb1ic1ih3kh2")]
    [InlineData("C6", "describe", "g2mb1ic3ih3oc4kh2")]
    [InlineData("C9", "explain", "mb1ic3ih3oc4kh0")]
    [InlineData("C12", "describe", "mb1ic1ih3oc1kh5ph0qh0")]
    [InlineData("C13", "describe", "mb1ic9000000000000000000ih9000000000oc1kh1")]
    [InlineData("C18", "replay", "mb1ic1048576ih1024oc1kh1")]
    [InlineData("no such engine", "replay", "mb1ic1ih3oc1kh2", "--engine", "nobody")]
    [InlineData("no such engine", "run", "--engine", "nobody")]
    [InlineData("no such group", "run", "--feature", "nothing", "--engine", "naive")]
    [InlineData("--type f99", "run", "--type", "f99")]
    [InlineData("--miss 2", "run", "--miss", "2")]
    [InlineData("--seed", "run", "--seed", "minus")]
    [InlineData("--at-once 0: must be 1 or more", "run", "--at-once", "0")]
    [InlineData("--at-once", "fuzz", "--at-once", "2")]
    [InlineData("no such law", "fuzz", "--law", "Two_and_two_are_five", "--time", "1s")]
    [InlineData("no such law", "replay", "mb1ic1ih3oc1kh2", "--law", "Two_and_two_are_five")]
    [InlineData("no such engine", "fuzz", "--engine", "nobody")]
    [InlineData("--type f80", "fuzz", "--type", "f80")]
    [InlineData("f16: laws are checked in f32 and f64", "fuzz", "--type", "f16")]
    [InlineData("f16: laws are checked in f32 and f64", "replay", "f16 exact@1 mb1ic1ih3oc1kh2", "--law", "The_output_is_the_exact_result")]
    [InlineData("--time soon", "fuzz", "--time", "soon")]
    [InlineData("odd", "run", "--profile", "odd")]
    [InlineData("--frobnicate", "run", "--frobnicate")]
    [InlineData("nowhere", "cases", "--shapes", "nowhere/shapes")]
    [InlineData("nowhere", "replay", "mb1ic1ih3oc1kh2", "--engine", "naive", "--json", "nowhere/at/all.json")]
    public void One_line_says_what_is_wrong(string part, params string[] args)
    {
        var (code, error) = Run(args);
        Assert.Equal(Application.BadInput, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains(part, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public void A_shape_file_with_a_bad_line_names_file_and_line()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "# fine so far\nic3oc4ih5kh3\nic3oc4ih5kh3zz9\n");
        var (code, error) = Run(["cases", "--shapes", path]);
        Assert.Equal(Application.BadInput, code);
        Assert.Contains($"{Path.GetFileName(path)}:3: column 13, entry \"zz9\"", error);
        File.Delete(path);
    }

    internal static (int Code, string Error) Run(string[] args)
    {
        using var console = new TestConsole();
        using var error = new StringWriter();
        int code = Application.Run(args, console, error);
        return (code, error.ToString());
    }
}
