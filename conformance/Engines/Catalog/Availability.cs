namespace Conformance.Catalog;

/// <summary>Whether an engine can run on this machine.</summary>
public readonly record struct Availability
{
    private Availability(bool isPresent, string reason, string install) =>
        (IsPresent, Reason, Install) = (isPresent, reason, install);

    /// <summary>The engine can run.</summary>
    public static Availability Present { get; } = new(true, "", "");

    /// <summary>True where the engine can run.</summary>
    public bool IsPresent { get; }

    /// <summary>What is missing; empty where nothing is.</summary>
    public string Reason { get; }

    /// <summary>The command that installs what is missing; empty where nothing is.</summary>
    public string Install { get; }

    /// <summary>The engine cannot run here.</summary>
    /// <param name="reason">What is missing, as one line.</param>
    /// <param name="install">The exact command that installs it.</param>
    /// <exception cref="ArgumentException">One of the two is blank: an absence always says what to do.</exception>
    public static Availability Absent(string reason, string install)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(install);
        return new(false, reason, install);
    }

    /// <summary>"present", or "absent: … (install: …)".</summary>
    public override string ToString() => IsPresent ? "present" : $"absent: {Reason} (install: {Install})";
}
