using Conformance.Faults;

namespace Conformance.Laws;

/// <summary>How often diagnosis is right over the bank itself.</summary>
/// <param name="NotNamed">Faults that are not named first, or only as one of several that fit alike.</param>
/// <param name="NotClassed">Faults whose class is not that of the first candidate when they are left out.</param>
public sealed record DiagnosisFigures(IReadOnlyList<string> NotNamed, IReadOnlyList<string> NotClassed)
{
    /// <summary>How many are named first.</summary>
    public int Named => FaultBank.All.Count - NotNamed.Count;

    /// <summary>For how many the class is right.</summary>
    public int Classed => FaultBank.All.Count - NotClassed.Count;

    /// <summary>Measures every fault of the bank.</summary>
    public static DiagnosisFigures Of(FaultNaming naming)
    {
        // Engines are made and run anew: what the dictionary holds of them is not looked up.
        var found = FaultBank.All.AsParallel().AsOrdered().Select(f => (Fault: f,
            Whole: naming.Explain(f.CreateEngine<float>()).Candidates,
            LeftOut: naming.Explain(f.CreateEngine<float>(), f.Id).Candidates)).ToArray();
        return new(
            [.. found.Where(f => f.Whole.Count(c => c.Fits) != 1 || f.Whole[0].Fault.Id != f.Fault.Id).Select(f => f.Fault.Id)],
            [.. found.Where(f => f.LeftOut.Count == 0 || f.LeftOut[0].Fault.Class != f.Fault.Class).Select(f => f.Fault.Id)]);
    }
}
