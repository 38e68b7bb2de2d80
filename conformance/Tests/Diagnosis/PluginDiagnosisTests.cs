using Conformance.Cli;
using Conformance.Diagnosis.Naming;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Diagnosis of code in a worker: what it remembers, alone or for its whole process, and what it changes of its input, is
/// told apart from wrong arithmetic.</summary>
[Trait("Tier", "slow")]
public class PluginDiagnosisTests
{
    [Theory]
    [InlineData("RemembersWeights", "state")]
    [InlineData("RemembersWeightsForAll", "state")]
    [InlineData("ModifiesInput", "memory")]
    public void A_sample_in_a_worker_has_its_class(string type, string expected)
    {
        EngineUnderTest engine = PluginSelection.Open(Samples.CSharp(type), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        LawSubject subject = LawSelection.Subject(engine, ElementType.F32)!;
        EngineDiagnosis found = new Diagnoser { MostProblems = 60 }.Of(subject)!;
        Assert.Equal(expected, found.NearestClass);
        if (expected == "state") Assert.Null(found.Rule);
        else Assert.Equal((found.Problems, "fails on 100.0 % of 500 new problems"), (found.Failing, found.Rule?.ToString()));
    }
}
