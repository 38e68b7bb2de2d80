using System.Diagnostics;
using System.Text.Json;
using Conformance.Cli;
using Conformance.Optimized;

namespace Conformance.Tests;

/// <summary>The registers that the runtime is told to leave alone: a process of its own finds what is left, its kernels
/// pass, and its report names no others.</summary>
[Trait("Tier", "slow")]
public class ForcedWidthTests
{
    /// <summary>Switches of the runtime, and the bits that may be left. Those of .NET 8, such as EnableAVX512F, do nothing
    /// any more.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_PreferredVectorBitWidth=256", 256)]
    [InlineData("DOTNET_PreferredVectorBitWidth=128", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 128)]
    public void A_width_that_is_switched_off_does_not_run(string setting, int most)
    {
        int[] widths = [.. Machine.Widths.Select(width => width.Bits()).Where(bits => bits <= most)];
        string[] perWidth = ["im2col", "positions", "pointwise", "rows", "winograd2", "winograd3", "winograd4", "fft"];
        string[] engines = ["auto", "fast", "direct", "primitives", "im2col-explicit", .. perWidth.SelectMany(kernel => widths.Select(bits => $"{kernel}-{bits}"))];
        string report = Path.GetTempFileName();
        try
        {
            var (code, output) = Run(setting, ["run", "--miss", "0.5", "--type", "f32", "--html", report + ".html", "--json", report,
                .. new[] { "basic", "stride", "groups", "pointwise" }.SelectMany(feature => new[] { "--feature", feature }),
                .. engines.SelectMany(engine => new[] { "--engine", engine })]);
            Assert.True(code == Application.Success, output);
            var ran = JsonDocument.Parse(File.ReadAllText(report)).RootElement.GetProperty("kernels").EnumerateArray()
                .Select(use => (Engine: use.GetProperty("engine").GetString()!, Kernel: use.GetProperty("kernel").GetString()!)).ToList();
            Assert.Equal(engines.Order(), ran.Select(use => use.Engine).Distinct().Order());
            foreach (var (engine, kernel) in ran.Where(use => use.Kernel is not ("primitives" or "terms")))
                Assert.Contains(Bits(kernel), engine is "auto" or "fast" or "im2col-explicit" ? widths[^1..] : widths);
        }
        finally
        {
            File.Delete(report);
            File.Delete(report + ".html");
        }
    }

    [Fact]
    public void An_engine_of_a_width_that_is_switched_off_is_not_there()
    {
        var (code, output) = Run("DOTNET_EnableHWIntrinsic=0", ["run", "--engine", "im2col-256"]);
        Assert.Equal(Application.BadInput, code);
        Assert.Contains("no such engine", output);
    }

    /// <summary>"im2col-512 8×3" → 512.</summary>
    private static int Bits(string kernel) => int.Parse(kernel.Split(' ')[0].Split('-')[^1]);

    private static (int Code, string Output) Run(string setting, string[] arguments)
    {
        string[] parts = setting.Split('=');
        var start = new ProcessStartInfo("dotnet", [typeof(Application).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { [parts[0]] = parts[1] },
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
