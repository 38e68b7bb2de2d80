using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace Conformance.Bench;

/// <summary>What the registers bring: each benchmark with all of them, with those of AVX-512 switched off, and with no
/// intrinsics of the hardware at all. Asked for by <see cref="Flag"/> before the arguments of BenchmarkDotNet.</summary>
internal static class WidthJobs
{
    public const string Flag = "--widths";

    /// <summary>The configuration, and the arguments that are left for BenchmarkDotNet: its own jobs would come on top of these,
    /// so that --job is taken out and made the length of each.</summary>
    /// <exception cref="ArgumentException">No such length.</exception>
    public static (IConfig Config, string[] Arguments) Of(IReadOnlyList<string> arguments)
    {
        List<string> left = [.. arguments.Where(argument => argument != Flag)];
        Job length = Job.Default;
        if (left.FindIndex(argument => argument is "--job" or "-j") is >= 0 and var at)
        {
            if (at + 1 >= left.Count) throw new ArgumentException($"{left[at]}: a length is missing");
            length = Length(left[at + 1]);
            left.RemoveRange(at, 2);
        }
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(length.WithId("all registers"))
            .AddJob(length.WithEnvironmentVariable("DOTNET_EnableAVX512", "0").WithId("256 bits"))
            .AddJob(length.WithEnvironmentVariable("DOTNET_EnableHWIntrinsic", "0").WithId("no intrinsics"));
        return (config, [.. left]);
    }

    private static Job Length(string name) => name.ToUpperInvariant() switch
    {
        "DRY" => Job.Dry,
        "SHORT" => Job.ShortRun,
        "MEDIUM" => Job.MediumRun,
        "LONG" => Job.LongRun,
        "DEFAULT" => Job.Default,
        _ => throw new ArgumentException($"--job {name}: must be Dry, Short, Medium, Long or Default"),
    };
}
