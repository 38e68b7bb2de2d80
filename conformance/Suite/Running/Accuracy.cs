namespace Conformance.Suite.Running;

/// <summary>What an engine promises of its results.</summary>
public enum Accuracy
{
    /// <summary>Each output element keeps its own bound: every order of summation does.</summary>
    Componentwise,

    /// <summary>Errors are small beside the largest output: fast algorithms (Winograd, FFT).</summary>
    Normwise,
}
