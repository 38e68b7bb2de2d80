using Conformance.Bench.Peers;
using Conformance.Catalog;

namespace Conformance.Bench.Compare;

/// <summary>Who matters on a layer, by the median times.</summary>
internal sealed class Standing
{
    /// <param name="results">Everyone's.</param>
    /// <param name="kernel">The kernel of ours that counts; all of them where nothing is said.</param>
    public Standing(IReadOnlyList<RaceResult> results, string? kernel = null)
    {
        Results = results;
        Ours = Fastest(r => r.Entrant.Is(ContenderRole.Ours) && (kernel is null || r.Entrant.Factory.Name == kernel));
        Peer = Fastest(r => r.Entrant.Is(ContenderRole.Peer));
        ComponentwisePeer = Fastest(r => r.Entrant.Is(ContenderRole.Peer) && r.Entrant.Factory.Accuracy == AccuracyClass.Componentwise);
        OursOnOneThread = Fastest(r => r.Entrant.IsForScaling && r.Entrant.Factory.Name == Ours?.Entrant.Factory.Name);
    }

    public IReadOnlyList<RaceResult> Results { get; }

    /// <summary>Our best.</summary>
    public RaceResult? Ours { get; }

    /// <summary>The best peer on row-major tensors.</summary>
    public RaceResult? Peer { get; }

    /// <summary>The best of those that keep the componentwise error bound.</summary>
    public RaceResult? ComponentwisePeer { get; }

    /// <summary>Our best kernel again, where it raced with one thread too.</summary>
    public RaceResult? OursOnOneThread { get; }

    /// <summary>How many times as long one of the results took as our best.</summary>
    public PairedRatio? RatioOf(RaceResult? result) => result is null || Ours is null ? null : Ours.RatioOf(result);

    private RaceResult? Fastest(Func<RaceResult, bool> qualifies) => Results.Where(r => r.IsValid && qualifies(r)).MinBy(r => r.Seconds);
}
