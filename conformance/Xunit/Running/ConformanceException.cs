namespace Conformance.Xunit;

/// <summary>The engine under test is wrong. The message says where, and how to run it again.</summary>
/// <param name="message">The message.</param>
public sealed class ConformanceException(string message) : Exception(message)
{
    /// <summary>None: the path through the suite says nothing of the engine.</summary>
    public override string? StackTrace => null;
}
