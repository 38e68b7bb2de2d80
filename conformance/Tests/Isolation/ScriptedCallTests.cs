using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What who calls an engine in a worker directly gets of its answers, and sequences of calls.</summary>
public sealed class ScriptedCallTests : IDisposable
{
    private const string Ok = ScriptedWorker.Ok, Output = ScriptedWorker.Output;

    private static readonly CaseData<float> Data = ScriptedWorker.Data;
    private static readonly float[] Right = [.. Data.Expected.Values];
    private static readonly SequenceCase Sequence = new(SequenceCase.Threads, Data.Problem, 9);

    private readonly ScriptedWorker worker = new();

    public void Dispose() => worker.Dispose();

    [ToolTheory(Tools.Shell)]
    [InlineData(VerdictKind.StateBetweenCalls, "step 2", "{\"status\":\"ok\",\"verdict\":\"StateBetweenCalls\",\"reason\":\"step 2\"}")]
    [InlineData(VerdictKind.Passed, "", "{\"status\":\"ok\",\"verdict\":\"Passed\"}")]
    [InlineData(VerdictKind.Crashed, "no such verdict", "{\"status\":\"ok\",\"verdict\":\"Splendid\",\"reason\":\"no such verdict\"}")]
    [InlineData(VerdictKind.Crashed, "an error without a reason", "{\"status\":\"error\"}")]
    [InlineData(VerdictKind.Garbled, "the pipe carried \"Hello\" where a message was expected", "Hello")]
    public void Sequences_have_the_verdict_of_the_worker(VerdictKind kind, string reason, string answer)
    {
        worker.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\"]}").Then(answer);
        using IsolatedEngine engine = worker.Open();
        Assert.Equal(new Verdict(kind, reason), engine.Judge<float>(Sequence, AccuracyClass.Normwise));
    }

    [ToolFact(Tools.Shell)]
    public void Sequences_are_asked_for_with_what_the_calls_are_held_to_where_the_worker_does_not_know()
    {
        foreach (bool isRenewedInside in new[] { false, true })
        {
            using var other = new ScriptedWorker();
            other.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\"]}").Then("{\"status\":\"ok\",\"verdict\":\"Passed\"}");
            using (IsolatedEngine engine = other.Open(isRenewedInside)) engine.Judge<float>(Sequence, AccuracyClass.Normwise);
            Golden.Check(isRenewedInside ? "asked-sequence-ours.txt" : "asked-sequence.txt", string.Join('\n', other.Asked()) + "\n");
        }
    }

    [ToolFact(Tools.Shell)]
    public void A_program_is_not_called_from_several_threads()
    {
        using IsolatedEngine engine = worker.Then(ScriptedWorker.Started).Open();
        Assert.Equal(new Verdict(VerdictKind.Unsupported, "does not say that it may be called from several threads at once"), engine.Judge<float>(Sequence, AccuracyClass.Componentwise));
    }

    [ToolFact(Tools.Shell)]
    public void An_empty_output_is_copied_to_nothing()
    {
        worker.Then(ScriptedWorker.Started).Then("{\"status\":\"unsupported\",\"reason\":\"no images\"}").Then("{\"status\":\"ok\",\"tensors\":[{\"name\":\"output\",\"shape\":[0,1,2]}]}");
        ConvolutionProblem none = Data.Problem.With(batch: 0);
        using (IsolatedEngine engine = worker.Open())
        {
            Assert.Equal("no images", engine.Convolution<float>().Supports(none).Reason);
            TensorBuffer<float> input = new(none.InputShape.AsSpan(), strided: false), output = new(none.OutputShape.AsSpan(), strided: false);
            engine.Convolution<float>().Convolve(none, input.View, new ReadOnlyTensorSpan<float>(Data.Weight, none.WeightShape.AsSpan()), default, output.View);
        }
        Assert.Empty(worker.Alive);
    }

    [ToolFact(Tools.Shell)]
    public void With_an_engine_all_its_processes_end()
    {
        worker.Then(ScriptedWorker.Started).ThenListens().Then(ScriptedWorker.Started).Then(Ok);
        using (IsolatedEngine engine = worker.Open())
        {
            Assert.True(engine.Fresh<float>().Supports(Data.Problem).IsSupported);
            Assert.Equal(2, worker.Alive.Count());
        }
        Assert.Empty(worker.Alive);
    }

    [ToolFact(Tools.Shell)]
    [Trait("Tier", "slow")]
    public void A_worker_that_hears_nothing_is_ended_too()
    {
        worker.Then(ScriptedWorker.Started).ThenIsDeaf();
        worker.Open().Dispose();
        Assert.True(SpinWait.SpinUntil(() => !worker.Alive.Any(), TimeSpan.FromSeconds(20)));
    }

    [ToolFact(Tools.Shell)]
    public void Who_calls_directly_gets_outputs_or_exceptions()
    {
        worker.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\",\"guarded-end\"],\"makesFresh\":true}")
            .Then("{\"status\":\"unsupported\"}").Then("{\"status\":\"error\",\"reason\":\"busy\"}").Then(Ok)
            .Then($"{{\"status\":\"ok\",\"results\":[{{\"call\":\"dense\",\"changed\":\"bias\"}}],{Output}}}", Right)
            .Then("{\"status\":\"unsupported\"}").Then("{\"status\":\"unsupported\",\"reason\":\"after all\"}").Then("{\"status\":\"error\"}").Then("{\"status\":\"ok\",\"results\":[{\"call\":\"dense\",\"error\":\"boom\"}]}").Then(Ok)
            .Then($"{{\"status\":\"ok\",\"results\":[],{Output}}}", Right).Then($"{{\"status\":\"ok\",{Output}}}", Right).Then("Hello");
        using (IsolatedEngine engine = worker.Open(isRenewedInside: true))
        {
            IConvolution<float> convolution = engine.Convolution<float>();
            Assert.Equal("no reason given", convolution.Supports(ConvolutionProblem.Parse("mb1ic1iw4oc1kw2")).Reason);
            Assert.Equal("no reason given", convolution.Supports(ConvolutionProblem.Parse("mb1ic1iw4oc1kw2")).Reason);
            Assert.Equal("busy", Assert.Throws<InvalidOperationException>(() => convolution.Supports(Data.Problem)).Message);
            Assert.True(convolution.Supports(Data.Problem).IsSupported);
            Assert.Equal(Right, Call(convolution));
            Assert.Equal("bias", ((IReportsChanges)convolution).Changed);
            Assert.Equal("no reason given", Assert.Throws<NotSupportedException>(() => Call(convolution)).Message);
            Assert.Equal("after all", Assert.Throws<NotSupportedException>(() => Call(convolution)).Message);
            Assert.Equal("an error without a reason", Assert.Throws<InvalidOperationException>(() => Call(convolution)).Message);
            Assert.Equal("boom", Assert.Throws<InvalidOperationException>(() => Call(engine.Guarded<float>()!)).Message);
            Assert.Equal("a reply without its tensor", Assert.Throws<InvalidOperationException>(() => Call(convolution)).Message);
            Assert.Equal(Right, Call(engine.Fresh<float>(threads: 3)));
            engine.Instance<float>();
            Assert.Equal(Right, Call(engine.Instance<float>(threads: 2)!));
            Assert.IsNotType<EngineDiedException>(Assert.ThrowsAny<InvalidOperationException>(() => Call(convolution)));
        }
        Golden.Check("asked-directly.txt", string.Join('\n', worker.Asked()) + "\n");
    }

    [ToolFact(Tools.Shell)]
    public void A_worker_that_ends_while_it_is_called_directly_is_an_exception_of_its_own_and_the_next_call_meets_another()
    {
        worker.Then(ScriptedWorker.Started).ThenDies().Then(ScriptedWorker.Started).Then($"{{\"status\":\"ok\",{Output}}}", Right);
        using (IsolatedEngine engine = worker.Open())
        {
            IConvolution<float> convolution = engine.Convolution<float>();
            Assert.Equal("exited with code 3", Assert.Throws<EngineDiedException>(() => Call(convolution)).Message);
            Assert.Equal(Right, Call(convolution));
        }
        // A program that names no calls is told none.
        Assert.Equal(["start", "run", "stop"], worker.Asked().Select(line => line.Split('"')[3]));
        Assert.DoesNotContain("calls", worker.Asked()[1]);
    }

    [ToolFact(Tools.Shell)]
    public void An_engine_that_is_made_anew_in_a_process_of_its_own_ends_the_one_before()
    {
        worker.Then(ScriptedWorker.Started).ThenListens().Then(ScriptedWorker.Started).Then($"{{\"status\":\"ok\",{Output}}}", Right).ThenListens().Then(ScriptedWorker.Started).Then($"{{\"status\":\"ok\",{Output}}}", [5, 6]).Then($"{{\"status\":\"ok\",{Output}}}", [7, 8]);
        using IsolatedEngine engine = worker.Open();
        Assert.Equal(Right, Call(engine.Fresh<float>()));
        Assert.Equal(2, worker.Alive.Count());
        IConvolution<float> second = engine.Fresh<float>();
        Assert.Single(worker.Alive);
        Assert.Equal([5, 6], Call(second));
        Assert.Equal([7, 8], Call(second));
        engine.Interrupt();
        Assert.ThrowsAny<InvalidOperationException>(() => Call(second));
        Assert.Equal("the run was interrupted", Assert.ThrowsAny<InvalidOperationException>(() => Call(second)).Message);
        Assert.Equal(VerdictKind.Crashed, engine.Judge("group", Data, AccuracyClass.Componentwise).Kind);
        Assert.True(SpinWait.SpinUntil(() => !worker.Alive.Any(), TimeSpan.FromSeconds(20)));
    }

    private static float[] Call(IConvolution<float> convolution)
    {
        var output = new float[2];
        convolution.Convolve(Data.Problem, View(Data.Input, Data.Problem.InputShape), View(Data.Weight, Data.Problem.WeightShape), default, new TensorSpan<float>(output, Data.Problem.OutputShape.AsSpan()));
        return output;

        static ReadOnlyTensorSpan<float> View(float[] values, System.Collections.Immutable.ImmutableArray<nint> shape) => new(values, shape.AsSpan());
    }
}
