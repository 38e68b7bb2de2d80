using System.Text.Json.Serialization;
using Conformance.Faults;

namespace Conformance.Diagnosis.Kills;

/// <summary>The least that shows a fault.</summary>
public enum Need
{
    /// <summary>One call on dense tensors.</summary>
    OneCall,

    /// <summary>The same call once more.</summary>
    Repeat,

    /// <summary>A call on views with gaps.</summary>
    StridedViews,

    /// <summary>Weights prepared before.</summary>
    PreparedWeights,

    /// <summary>Other calls of the same engine before.</summary>
    EarlierCalls,

    /// <summary>Memory beside inaccessible pages.</summary>
    GuardedMemory,

    /// <summary>Infinities and NaN.</summary>
    SpecialValues,

    /// <summary>Laws: no call by itself is wrong on the numbers of a case.</summary>
    Laws,
}

/// <summary>What kills one seeded fault.</summary>
/// <param name="Id">The fault.</param>
/// <param name="Class">Its class.</param>
/// <param name="Need">The least that shows it.</param>
/// <param name="Cases">The lines of all cases that do, in the standard order; of a fault on guarded memory the first ones.</param>
/// <param name="Problems">How many problems they have.</param>
/// <param name="Laws">The laws that do.</param>
/// <param name="SpecialValues">The special values that do.</param>
/// <param name="CasesToFirstKill">How many cases were run, that one included; null where no case kills.</param>
/// <param name="Seconds">The time they took, or else that of the laws until one broke.</param>
public sealed record FaultKills(
    string Id, string Class, Need Need, IReadOnlyList<string> Cases, int Problems, IReadOnlyList<string> Laws,
    IReadOnlyList<string> SpecialValues, int? CasesToFirstKill, double Seconds)
{
    /// <summary>The fault.</summary>
    [JsonIgnore]
    public SeededFault Fault => FaultBank.All.Single(fault => fault.Id == Id);

    /// <summary>The problems that show it, which are different tests of it, and the laws, each on random problems of its own.</summary>
    public int Ways => Problems + Laws.Count + SpecialValues.Count;
}
