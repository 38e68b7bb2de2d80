using Conformance.Spec;

namespace Conformance.Catalog;

/// <summary>An engine as the suite knows it: where it comes from, what it promises, how it is made.</summary>
/// <param name="Name">Its name in reports, without spaces.</param>
/// <param name="Origin">What it is and where it comes from, with the version that is loaded.</param>
/// <param name="Accuracy">What it promises of its results.</param>
/// <param name="Availability">Whether it can run here.</param>
/// <param name="F32">Makes it in float; null where it does not compute that.</param>
/// <param name="F64">Makes it in double; null where it does not compute that.</param>
public sealed record EngineEntry(
    string Name, string Origin, Accuracy Accuracy, Availability Availability,
    Func<IConvolution<float>>? F32, Func<IConvolution<double>>? F64)
{
    /// <summary>The element types, as "f32 f64".</summary>
    public string Types => string.Join(' ', new[] { F32 is null ? "" : "f32", F64 is null ? "" : "f64" }.Where(t => t.Length > 0));
}

/// <summary>What an engine promises of its results.</summary>
public enum Accuracy
{
    /// <summary>Each output element keeps its own bound: every order of summation does.</summary>
    Componentwise,

    /// <summary>Errors are small beside the largest output: fast algorithms (Winograd, FFT).</summary>
    Normwise,
}

/// <summary>Whether an engine can run on this machine.</summary>
/// <param name="Missing">What is missing; empty where nothing is.</param>
/// <param name="Install">The command that installs it.</param>
public sealed record Availability(string Missing, string Install)
{
    /// <summary>Everything is there.</summary>
    public static Availability Here { get; } = new("", "");

    /// <summary>True where nothing is missing.</summary>
    public bool IsHere => Missing.Length == 0;

    /// <summary>Tries what an engine needs; a native library that does not load is what is missing.</summary>
    /// <param name="probe">Loads the library.</param>
    /// <param name="install">The command that installs it.</param>
    public static Availability Probe(Action probe, string install)
    {
        try
        {
            probe();
            return Here;
        }
        catch (Exception e) when (Root(e) is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            or FileNotFoundException or PlatformNotSupportedException)
        {
            return new Availability(Root(e).Message.ReplaceLineEndings("\n").Split('\n')[0], install);
        }
    }

    /// <summary>A library that fails to load in a static constructor is wrapped in that type's exception.</summary>
    private static Exception Root(Exception e) => e is TypeInitializationException { InnerException: { } inner } ? Root(inner) : e;
}
