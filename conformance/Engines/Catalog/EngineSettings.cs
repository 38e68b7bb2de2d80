namespace Conformance.Catalog;

/// <summary>What a caller can choose when it creates an engine.</summary>
/// <param name="Threads">How many threads one convolution may use, at least 1.</param>
/// <remarks>
/// Some libraries have one thread count for the whole process. There the engine that was created last decides,
/// which is why the default is the count under which results are easiest to repeat.
/// </remarks>
public sealed record EngineSettings(int Threads = 1)
{
    /// <summary>One thread.</summary>
    public static EngineSettings Default { get; } = new();
}
