namespace Conformance.Suite.Isolation;

/// <summary>An engine ended its process, as by a load from where no memory is.</summary>
public sealed class EngineDiedException(string reason, Exception cause) : InvalidOperationException(reason, cause);
