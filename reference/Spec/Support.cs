namespace Conformance.Spec;

/// <summary>Whether an engine computes a problem.</summary>
public readonly record struct Support
{
    private Support(bool isSupported, string reason) => (IsSupported, Reason) = (isSupported, reason);

    /// <summary>The engine computes it.</summary>
    public static Support Yes { get; } = new(true, "");

    /// <summary>True where the engine computes it.</summary>
    public bool IsSupported { get; }

    /// <summary>Why not; empty where it does.</summary>
    public string Reason { get; }

    /// <summary>The engine does not compute it.</summary>
    /// <param name="reason">Why, as a phrase that a report can print after the engine's name.</param>
    /// <exception cref="ArgumentException">The reason is blank.</exception>
    public static Support No(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(false, reason);
    }

    /// <summary>No with this reason where the condition holds, else this answer.</summary>
    public Support But(bool condition, string reason) => IsSupported && condition ? No(reason) : this;
}
