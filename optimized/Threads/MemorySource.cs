namespace Conformance.Optimized.Threads;

/// <summary>Where this thread's memory comes from, if not from the collector. Tests set it: their memory ends at a page that must not be touched, so that a
/// kernel that leaves what it asked for is found out, as one that leaves a tensor is.</summary>
internal static class MemorySource
{
    /// <summary>Gives so many bytes, which begin at a cache line, stay where they are, and are 0 where that is asked for; null where the collector gives them.</summary>
    [ThreadStatic]
    public static Func<long, bool, nint>? OfThisThread;
}
