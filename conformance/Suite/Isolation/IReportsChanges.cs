namespace Conformance.Suite.Isolation;

/// <summary>An engine that is called on copies of the caller's tensors: what it changes there, the caller does not see.</summary>
public interface IReportsChanges
{
    /// <summary>The tensor that the last call changed though it may only read it ("input", "weights" or "bias"); null for none.</summary>
    string? Changed { get; }
}
