using Conformance.Bench.Peers;

namespace Conformance.Bench.Compare;

/// <summary>A contender with the threads it races with.</summary>
internal sealed record Entrant(ContenderFactory Factory, int Threads)
{
    /// <summary>A kernel of ours with one thread, in a race of several: what the others are compared with is not this.</summary>
    public bool IsForScaling { get; init; }

    public string Name => IsForScaling ? $"{Factory.Name}, 1 thread" : Factory.Name;

    public bool Is(ContenderRole role) => Factory.Role == role && !IsForScaling;
}
