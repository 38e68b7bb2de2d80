using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What a call hands to an engine, and what it finds out of what the engine did there.</summary>
public class EngineCallTests
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("bias mb1ic1iw5oc2kw2");
    private static readonly Operands<float> Operands = CaseData<float>.Numbers(Problem, FillKind.Exact, 1);

    [Theory]
    [InlineData(CallKind.Dense, "0 0 1, 2 0 1, 1, 0 4 1")]
    [InlineData(CallKind.Repeat, "0 0 1, 2 0 1, 1, 0 4 1")]
    [InlineData(CallKind.GuardedEnd, "0 0 1, 2 0 1, 1, 0 4 1")]
    [InlineData(CallKind.Strided, "0 0 2, 7 0 1, 3, 0 7 1")]
    public void A_strided_call_has_gaps_on_every_axis_and_others_have_none(CallKind kind, string strides)
    {
        var engine = new Meddler();
        CallOutcome<float> outcome = EngineCall.Make(engine, kind, Operands)!;
        Assert.Equal((null, false, null), (outcome.Changed, outcome.WroteBeside, outcome.Error));
        Assert.Equal(strides, engine.Strides);
        Assert.Equal(CaseData<float>.Draw(Problem, FillKind.Exact, 1).Expected.Values.ToArray(), outcome.Output);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("weights")]
    [InlineData("bias")]
    public void A_tensor_that_is_changed_is_named_in_every_kind_of_call(string tensor)
    {
        foreach (CallKind kind in Enum.GetValues<CallKind>().Except([CallKind.Prepared]))
            Assert.Equal((kind, tensor), (kind, EngineCall.Make(new Meddler { Changes = tensor }, kind, Operands)!.Changed));
    }

    [Fact]
    public void A_write_between_the_elements_of_the_output_is_seen()
    {
        Assert.True(EngineCall.Make(new Meddler { WritesGap = true }, CallKind.Strided, Operands)!.WroteBeside);
        Assert.Equal("input", EngineCall.Make(new Meddler { Changes = "gap of the input" }, CallKind.Strided, Operands)!.Changed);
    }

    [Fact]
    public void What_is_thrown_is_one_line()
    {
        CallOutcome<float> outcome = EngineCall.Make(new Meddler { Throws = new InvalidOperationException("first\r\nsecond") }, CallKind.Dense, Operands)!;
        Assert.Equal("InvalidOperationException: first", outcome.Error);
        Assert.Empty(outcome.Output);
        Assert.Throws<InsufficientMemoryException>(() => EngineCall.Make(new Meddler { Throws = new InsufficientMemoryException() }, CallKind.Dense, Operands));
    }

    [Fact]
    public void Prepared_weights_are_destroyed_before_they_are_used()
    {
        // So large that the collector does not move them.
        ConvolutionProblem problem = ConvolutionProblem.Parse("mb1ic200iw1oc200kw1");
        Operands<float> operands = CaseData<float>.Numbers(problem, FillKind.Exact, 1);
        var keeper = new Keeper();
        CallOutcome<float> outcome = EngineCall.Make(keeper, CallKind.Prepared, operands)!;
        Assert.True(float.IsNaN(outcome.Output[0]));
        Assert.Equal(operands.Weight[0], keeper.Seen);
        Assert.Equal(("packed", "200 1 0"), (outcome.Kernel, keeper.Strides));
        Assert.Equal("unpacked", EngineCall.Make(new Keeper { IsSilent = true }, CallKind.Prepared, operands)!.Kernel);
        Assert.Equal("unpacked", EngineCall.Make(keeper, CallKind.Dense, operands)!.Kernel);
        Assert.Null(EngineCall.Make(new Meddler(), CallKind.Prepared, Operands));
        Assert.Null(EngineCall.Make(new Meddler(), CallKind.Dense, Operands)!.Kernel);
    }

    [Theory]
    [InlineData(CallKind.GuardedEnd)]
    [InlineData(CallKind.GuardedStart)]
    public void Guarded_tensors_lie_at_their_page_those_that_are_asked_for(CallKind kind)
    {
        var engine = new Meddler();
        EngineCall.Make(engine, kind, Operands);
        long[] ends = kind == CallKind.GuardedEnd ? [5 * 4, 4 * 4, 2 * 4, 8 * 4] : [0, 0, 0, 0];
        Assert.All(engine.Places.Zip(ends), tensor => Assert.Equal(0, (tensor.First + tensor.Second) % Environment.SystemPageSize));
        EngineCall.Make(engine, kind, Operands, Guards.Weights);
        Assert.Equal([false, true, false, false], engine.Places.Zip(ends).Select(tensor => (tensor.First + tensor.Second) % Environment.SystemPageSize == 0));
    }
}
