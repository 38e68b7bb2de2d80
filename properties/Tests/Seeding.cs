using FsCheck;

namespace Conformance.PropertyTests;

/// <summary>The seed of all properties: fixed, so that a run repeats; another one by the environment variable
/// CONFORMANCE_SEED.</summary>
internal static class Seeding
{
    /// <summary>FsCheck's second seed, which must be odd.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>Throws on failure, starts from the seed.</summary>
    public static Config Config { get; } = Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(Seed, Gamma), null));

    private static ulong Seed =>
        ulong.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_SEED"), out ulong seed) ? seed : 20261122;
}
