using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>When an engine hangs on every case of a group, waiting for each would take hours: after a few in a row the rest of
/// the group is not run, and is said to be so.</summary>
internal sealed class Patience
{
    private const int InARow = 3;

    private string group = "";
    private int hung;

    /// <summary>Why a case is not run; null where it is.</summary>
    public string? IsOver(string ofGroup) =>
        ofGroup == group && hung >= InARow ? $"not run: the {InARow} cases of \"{group}\" before it took too long" : null;

    /// <summary>Takes note of a verdict.</summary>
    public void Hear(string ofGroup, VerdictKind verdict)
    {
        if (ofGroup != group) (group, hung) = (ofGroup, 0);
        hung = verdict == VerdictKind.TimedOut ? hung + 1 : 0;
    }
}
