using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What is made of answers, right ones, sparse ones and nonsense: a verdict each time, and never the end of a run.</summary>
public sealed class ScriptedWorkerTests : IDisposable
{
    private const string Ok = ScriptedWorker.Ok, Output = ScriptedWorker.Output;

    private static readonly CaseData<float> Data = ScriptedWorker.Data;
    private static readonly float[] Right = [.. Data.Expected.Values];
    private static readonly string[] AllCalls = ["dense", "repeat", "strided", "prepared", "guarded-end", "guarded-start"];

    private readonly ScriptedWorker worker = new();

    public void Dispose() => worker.Dispose();

    [ToolTheory(Tools.Shell)]
    [InlineData("{\"status\":\"error\"}", "the engine does not start and does not say why")]
    [InlineData("{\"status\":\"unsupported\",\"reason\":\"no licence\"}", "no licence")]
    [InlineData("{\"status\":\"ok\",\"protocol\":2}", "speaks version 2 of the protocol, where 1 is expected")]
    [InlineData("{\"status\":\"ok\"}", "speaks version  of the protocol, where 1 is expected")]
    [InlineData("{\"status\":\"ok\",\"protocol\":1,\"types\":[\"f8\"]}", "type \"f8\": must be one of f16, f32, f64")]
    [InlineData("{\"status\":\"ok\",\"protocol\":1,\"types\":[null]}", "type \"\": must be one of f16, f32, f64")]
    [InlineData("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"loud\"]}", "call \"loud\": must be one of dense, ")]
    [InlineData("{\"status\":\"ok\",\"protocol\":1,\"accuracy\":\"good\"}", "accuracy \"good\": must be one of ")]
    [InlineData("{\"status\":\"fine\"}", "a reply has \"status\" \"ok\", \"unsupported\" or \"error\"")]
    [InlineData("{\"status\":null}", "the pipe carried ")]
    [InlineData("[]", "the pipe carried \"[]\" where a message was expected")]
    public void A_start_that_is_none_is_one_clear_line(string answer, string reason)
    {
        worker.Then(answer);
        Assert.StartsWith(reason, Assert.Throws<InvalidDataException>(() => worker.Open()).Message);
        Assert.Empty(worker.Alive);
    }

    [ToolFact(Tools.Shell)]
    public void What_is_left_out_at_the_start_has_its_meaning()
    {
        using IsolatedEngine sparse = worker.Then(ScriptedWorker.Started).Open();
        Assert.Equal(("", AccuracyClass.Componentwise, AccuracyClass.Componentwise, false), (sparse.Name, sparse.Accuracy, sparse.AccuracyF16, sparse.IsRenewedInside));
        Assert.Equal([false, true, false], new[] { ElementType.F16, ElementType.F32, ElementType.F64 }.Select(sparse.Computes));
        Assert.Null(sparse.Guarded<float>());
        Assert.Null(sparse.Instance<float>());
    }

    [ToolFact(Tools.Shell)]
    public void What_is_said_at_the_start_is_kept()
    {
        using IsolatedEngine full = worker.Then("{\"status\":\"ok\",\"protocol\":1,\"name\":\"x\",\"types\":[\"f64\",\"f16\"],\"accuracy\":\"normwise\",\"accuracyF16\":\"summed-in-float\",\"calls\":[\"guarded-end\"],\"makesFresh\":true}").Open(isRenewedInside: true);
        Assert.Equal(("x", AccuracyClass.Normwise, AccuracyClass.SummedInFloat, true), (full.Name, full.Accuracy, full.AccuracyF16, full.IsRenewedInside));
        Assert.Equal([true, false, true], new[] { ElementType.F16, ElementType.F32, ElementType.F64 }.Select(full.Computes));
        Assert.NotNull(full.Guarded<float>());
        Assert.NotNull(full.Instance<float>());
    }

    [ToolTheory(Tools.Shell)]
    [InlineData(VerdictKind.Unsupported, "no reason given", "{\"status\":\"unsupported\"}")]
    [InlineData(VerdictKind.Unsupported, "no groups", "{\"status\":\"unsupported\",\"reason\":\"no groups\"}")]
    [InlineData(VerdictKind.Crashed, "an error without a reason", "{\"status\":\"error\"}")]
    [InlineData(VerdictKind.Crashed, "boom", "{\"status\":\"error\",\"reason\":\"boom\"}")]
    [InlineData(VerdictKind.Unsupported, "no reason given", Ok, "{\"status\":\"unsupported\"}")]
    [InlineData(VerdictKind.Unsupported, "too long", Ok, "{\"status\":\"unsupported\",\"reason\":\"too long\"}")]
    [InlineData(VerdictKind.Crashed, "an error without a reason", Ok, "{\"status\":\"error\"}")]
    [InlineData(VerdictKind.Crashed, "boom", Ok, "{\"status\":\"error\",\"reason\":\"boom\"}")]
    [InlineData(VerdictKind.Garbled, "a reply without its tensor", Ok, Ok)]
    [InlineData(VerdictKind.Garbled, "a tensor has shape [1, 3], where 2 elements are expected", Ok, "{\"status\":\"ok\",\"tensors\":[{\"name\":\"output\",\"shape\":[1,2]},{\"shape\":[1,3]}]}")]
    [InlineData(VerdictKind.Garbled, "a tensor has shape [3], where 2 elements are expected", Ok, "{\"status\":\"ok\",\"tensors\":[{\"name\":\"output\",\"shape\":[3]}]}")]
    [InlineData(VerdictKind.Garbled, "a tensor has shape [], where 2 elements are expected", Ok, "{\"status\":\"ok\",\"tensors\":[{\"name\":\"output\"}]}")]
    [InlineData(VerdictKind.Garbled, "a list of tensors holds a null", Ok, "{\"status\":\"ok\",\"tensors\":[null]}")]
    [InlineData(VerdictKind.Garbled, "the pipe carried ", Ok, "{\"status\":\"ok\",\"tensors\":7}")]
    public void A_program_gets_a_verdict_for_each_answer(VerdictKind kind, string reason, params string[] answers)
    {
        worker.Then(ScriptedWorker.Started);
        foreach (string answer in answers) worker.Then(answer);
        using IsolatedEngine engine = worker.Open();
        Verdict verdict = engine.Judge("group", Data, AccuracyClass.Componentwise);
        Assert.Equal(kind, verdict.Kind);
        Assert.StartsWith(reason, verdict.Reason);
    }

    [ToolFact(Tools.Shell)]
    public void A_program_is_asked_twice_for_the_same()
    {
        worker.Then(ScriptedWorker.Started).Then(Ok).Then($"{{\"status\":\"ok\",{Output}}}", Right).Then($"{{\"status\":\"ok\",{Output}}}", Right).Then($"{{\"status\":\"ok\",{Output}}}", Right).Then($"{{\"status\":\"ok\",{Output}}}", [1, 2]);
        using (IsolatedEngine engine = worker.Open())
        {
            Assert.Equal(Verdict.Passed, engine.Judge("group", Data, AccuracyClass.Componentwise));
            Assert.Equal(VerdictKind.Nondeterministic, engine.Judge("group", Data, AccuracyClass.Componentwise).Kind);
        }
        Golden.Check("asked-program.txt", string.Join('\n', worker.Asked()) + "\n");
    }

    [ToolFact(Tools.Shell)]
    public void A_worker_that_names_its_calls_makes_them_in_one_run_guarded_ones_first()
    {
        worker.Then($"{{\"status\":\"ok\",\"protocol\":1,\"calls\":[{string.Join(',', AllCalls.Select(call => $"\"{call}\""))}]}}").Then(Ok)
            .Then("{\"status\":\"running\",\"call\":\"guarded-end\"}").Then("{\"status\":\"running\",\"call\":\"dense\"}")
            .Then($"{{\"status\":\"ok\",\"results\":[{string.Join(',', AllCalls.Order().Select((call, at) => $"{{\"call\":\"{call}\",\"same\":{(at > 0 ? "true" : "false")},\"kernel\":\"k\"}}"))}],{Output}}}", Right);
        using (IsolatedEngine engine = worker.Open()) Assert.Equal(Verdict.Passed with { Kernel = "k" }, engine.Judge("group", Data, AccuracyClass.Componentwise));
        Golden.Check("asked-worker.txt", string.Join('\n', worker.Asked()) + "\n");
    }

    [ToolTheory(Tools.Shell)]
    [InlineData(VerdictKind.Passed, "", "{\"call\":\"dense\"},{\"call\":\"repeat\",\"same\":true}")]
    [InlineData(VerdictKind.Crashed, "boom", "{\"call\":\"dense\",\"error\":\"boom\"}")]
    [InlineData(VerdictKind.Crashed, "with prepared weights: boom", "{\"call\":\"dense\"},{\"call\":\"prepared\",\"error\":\"boom\"}")]
    [InlineData(VerdictKind.InputModified, "the bias was changed", "{\"call\":\"dense\",\"changed\":\"bias\"}")]
    [InlineData(VerdictKind.OutOfBounds, "memory beside the output's elements was written", "{\"call\":\"dense\",\"wroteBeside\":true}")]
    [InlineData(VerdictKind.InputModified, "the input was changed", "{\"call\":\"strided\",\"wroteBeside\":true},{\"call\":\"dense\",\"same\":true,\"changed\":\"input\"}")]
    [InlineData(VerdictKind.Garbled, "a reply without its tensor", "{\"call\":\"dense\"},{\"call\":\"repeat\"}")]
    [InlineData(VerdictKind.Garbled, "a reply without its tensor", "{\"call\":\"dense\",\"same\":true}")]
    [InlineData(VerdictKind.Garbled, "a reply without its tensor", "{\"call\":\"dense\",\"error\":\"boom\"},{\"call\":\"repeat\",\"same\":true}")]
    [InlineData(VerdictKind.Garbled, "a reply without a result", "")]
    [InlineData(VerdictKind.Garbled, "call \"loud\": must be one of dense, ", "{\"call\":\"loud\"}")]
    [InlineData(VerdictKind.Garbled, "the pipe carried ", "{\"call\":null}")]
    [InlineData(VerdictKind.Garbled, "a list of results holds a null", "null")]
    public void Results_of_calls_get_a_verdict(VerdictKind kind, string reason, string results)
    {
        worker.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\"]}").Then(Ok).Then($"{{\"status\":\"ok\",\"results\":[{results}],{Output}}}", Right);
        using IsolatedEngine engine = worker.Open();
        Verdict verdict = engine.Judge("group", Data, AccuracyClass.Componentwise);
        Assert.Equal(kind, verdict.Kind);
        Assert.StartsWith(reason, verdict.Reason);
    }

    [ToolFact(Tools.Shell)]
    public void A_worker_that_names_its_calls_and_tells_no_results_is_garbled()
    {
        worker.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\"]}").Then(Ok).Then(Ok);
        using IsolatedEngine engine = worker.Open();
        Assert.Equal(new Verdict(VerdictKind.Garbled, "a reply without a result"), engine.Judge("group", Data, AccuracyClass.Componentwise));
    }

    [ToolFact(Tools.Shell)]
    public void The_last_words_of_who_ended_itself_are_told()
    {
        worker.Then(ScriptedWorker.Started).ThenIsGone("Fatal error. No licence.");
        using IsolatedEngine engine = worker.Open();
        Assert.True(SpinWait.SpinUntil(() => !worker.Alive.Any(), TimeSpan.FromSeconds(20)));
        Assert.Equal(new Verdict(VerdictKind.Crashed, "exited with code 3; it said \"Fatal error. No licence.\""), engine.Judge("group", Data, AccuracyClass.Componentwise));
    }

    [ToolFact(Tools.Shell)]
    public void What_lies_in_the_pipe_of_who_is_gone_is_no_answer()
    {
        worker.Then(ScriptedWorker.Started).Then(Ok).ThenIsGone("");
        using IsolatedEngine engine = worker.Open();
        Assert.True(SpinWait.SpinUntil(() => !worker.Alive.Any(), TimeSpan.FromSeconds(20)));
        Assert.Throws<EngineDiedException>(() => engine.Convolution<float>().Supports(Data.Problem));
    }

    [ToolFact(Tools.Shell)]
    public void Who_does_not_answer_in_time_is_ended_and_its_words_are_of_no_account()
    {
        worker.Then(ScriptedWorker.Started).ThenIsSilent("Warming up.");
        using IsolatedEngine engine = worker.Open(time: TimeSpan.FromMilliseconds(300));
        Assert.Equal(new Verdict(VerdictKind.TimedOut, "no answer within 0.3 s"), engine.Judge("group", Data, AccuracyClass.Componentwise));
        Assert.Empty(worker.Alive);
    }

    [ToolFact(Tools.Shell)]
    [Trait("Tier", "slow")]
    public void Who_closes_its_pipe_and_goes_on_is_ended()
    {
        worker.Then(ScriptedWorker.Started).ThenClosesItsPipe();
        using IsolatedEngine engine = worker.Open();
        Assert.Equal(new Verdict(VerdictKind.Crashed, "closed its pipe and went on"), engine.Judge("group", Data, AccuracyClass.Componentwise));
        Assert.Empty(worker.Alive);
    }

    [ToolFact(Tools.Shell)]
    public void A_program_that_is_gone_when_it_is_started_again_is_a_crash_and_no_end_of_a_run()
    {
        worker.Then(ScriptedWorker.Started).ThenDies();
        using IsolatedEngine engine = worker.Open();
        File.Delete(worker.Program);
        Assert.Equal(new Verdict(VerdictKind.Crashed, "exited with code 3"), engine.Judge("group", Data, AccuracyClass.Componentwise));
        Verdict verdict = engine.Judge("group", Data, AccuracyClass.Componentwise);
        Assert.Equal(VerdictKind.Crashed, verdict.Kind);
        Assert.StartsWith($"{worker.Program}: ", verdict.Reason);
    }

    [ToolFact(Tools.Shell)]
    public void A_worker_that_dies_has_crashed_in_the_call_it_named_and_the_next_case_meets_another()
    {
        const string Calls = "{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\",\"guarded-end\"]}", Guarded = "{\"status\":\"running\",\"call\":\"guarded-end\"}", Results = "{\"status\":\"ok\",\"results\":[{\"call\":\"dense\"}]," + Output + "}";
        worker.Then(Calls).Then(Ok).Then(Guarded).ThenDies()
            .Then(Calls).Then(Results, Right) // lives without guards
            .Then(Results, Right).ThenDies() // and with those of the weights, and dies with those of the input
            .Then(Calls).ThenDies() // also where they may be read
            .Then(Calls).Then(Results, Right);
        using IsolatedEngine engine = worker.Open();
        Verdict verdict = engine.Judge("group", Data, AccuracyClass.Componentwise);
        Assert.Equal(new Verdict(VerdictKind.OutOfBounds, "writes past the end of the input (exited with code 3)"), verdict);
        Assert.Equal(Verdict.Passed, engine.Judge("group", Data, AccuracyClass.Componentwise));
    }

    [ToolTheory(Tools.Shell)]
    [InlineData(VerdictKind.Crashed, "exited with code 3", "{\"status\":\"running\",\"call\":\"dense\"}")]
    [InlineData(VerdictKind.Garbled, "call \"guarded-roof\": must be one of dense, ", "{\"status\":\"running\",\"call\":\"guarded-roof\"}")]
    [InlineData(VerdictKind.Crashed, "exited with code 3", "{\"status\":\"running\"}")]
    public void Who_dies_in_no_guarded_call_has_crashed(VerdictKind kind, string reason, string running)
    {
        worker.Then("{\"status\":\"ok\",\"protocol\":1,\"calls\":[\"dense\"]}").Then(Ok).Then(running).ThenDies()
            .Then(ScriptedWorker.Started).Then($"{{\"status\":\"ok\",\"results\":[{{\"call\":\"dense\"}}],{Output}}}", Right);
        using IsolatedEngine engine = worker.Open();
        Verdict verdict = engine.Judge("group", Data, AccuracyClass.Componentwise);
        Assert.Equal(kind, verdict.Kind);
        Assert.StartsWith(reason, verdict.Reason);
    }
}
