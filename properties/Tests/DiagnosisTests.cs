using Conformance.Faults;
using Conformance.Laws;

namespace Conformance.PropertyTests;

public sealed class DiagnosisTests
{
    private static readonly FaultNaming Naming = new(random: 30);

    [Theory]
    [InlineData("stride0-all-axes")]
    [InlineData("corr-for-conv")]
    [InlineData("group-modulo")]
    public void A_fault_is_named(string id)
    {
        Candidate first = Naming.Explain(FaultBank.All.Single(f => f.Id == id).CreateEngine<float>()).Candidates[0];
        Assert.Equal(id, first.Fault.Id);
        Assert.True(first.Fits);
    }

    [Fact]
    public void An_engine_that_is_right_has_no_failing_problem()
    {
        SeededFault never = FaultBank.All[0] with { Trigger = _ => false };
        Assert.Equal(0, Naming.Explain(never.CreateEngine<float>()).Failing);
    }
}
