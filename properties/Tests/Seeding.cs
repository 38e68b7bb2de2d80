using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace Conformance.PropertyTests;

/// <summary>The seed of all properties: fixed, so that a run repeats; another one by the environment variable
/// CONFORMANCE_SEED.</summary>
internal static class Seeding
{
    /// <summary>FsCheck's second seed, which must be odd.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static ulong Seed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_SEED"), out ulong seed) ? seed : 20261122;

    /// <summary>Throws on failure, starts from the seed.</summary>
    public static Config Config { get; } = Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(Seed, Gamma), null));

    /// <summary>Seeds of problems, drawn by FsCheck from the whole range: its integers by themselves begin near 0.</summary>
    public static Arbitrary<ulong> Seeds { get; } =
        Gen.Choose(0, int.MaxValue).Select(i => (ulong)i).ToArbitrary();

    /// <summary>Writes what FsCheck classified to the test's own output.</summary>
    public sealed class OutputRunner(ITestOutputHelper output, IRunner inner) : IRunner
    {
        public void OnStartFixture(Type t) => inner.OnStartFixture(t);

        public void OnArguments(int n, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every) =>
            inner.OnArguments(n, args, every);

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> every) => inner.OnShrink(args, every);

        public void OnFinished(string name, TestResult result)
        {
            output.WriteLine(Runner.onFinishedToString(name, result));
            inner.OnFinished(name, result);
        }
    }
}
