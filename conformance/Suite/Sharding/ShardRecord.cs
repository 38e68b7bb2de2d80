namespace Conformance.Suite.Sharding;

/// <summary>Which part of a run a report holds, so that parts can be joined and a missing one is noticed.</summary>
/// <param name="Index">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Fingerprint">Of the settings, and of all cases and laws; the same in every part.</param>
/// <param name="Cases">Cases of this part.</param>
/// <param name="OfCases">Cases of the whole run.</param>
/// <param name="Laws">Laws of this part.</param>
/// <param name="OfLaws">Laws of the whole run.</param>
public sealed record ShardRecord(int Index, int Count, string Fingerprint, int Cases, int OfCases, int Laws, int OfLaws)
{
    /// <summary>Cases of this part that some engine computed or refused: as many different ones are among the results.</summary>
    public int Held { get; init; }
}
