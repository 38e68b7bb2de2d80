using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>When an engine hangs or dies on every case of a group, trying each would take minutes or hours: after a few in a
/// row the rest of the group is not run, and is said to be so.</summary>
internal sealed class Patience
{
    /// <summary>A case that hangs costs its whole time limit, one that dies a start or three of a worker.</summary>
    private const int HungInARow = 3, DiedInARow = 12;

    private string group = "";
    private VerdictKind last;
    private int hung, died;

    /// <summary>The verdict on a case that is not run; null where it is.</summary>
    public Verdict? IsOver(string ofGroup)
    {
        if (ofGroup != group) return null;
        if (hung >= HungInARow) return new(VerdictKind.TimedOut, $"not run: the {HungInARow} cases of \"{group}\" before it took too long");
        return died >= DiedInARow ? new(last, $"not run: {last} on each of the {DiedInARow} cases of \"{group}\" before it") : null;
    }

    /// <summary>Takes note of a verdict.</summary>
    public void Hear(string ofGroup, Verdict verdict)
    {
        if (ofGroup != group) (group, hung, died) = (ofGroup, 0, 0);
        hung = verdict.Kind == VerdictKind.TimedOut ? hung + 1 : 0;
        died = verdict.EndedItsProcess ? died + 1 : 0;
        last = verdict.Kind;
    }
}
