using Conformance.Cli;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Right engines from outside pass in a worker, by each way in.</summary>
public class RightSampleTests
{
    [Fact]
    public void The_right_assembly_passes_the_cases_worked_by_hand_in_three_types()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Conformance.Samples.Right.dll");
        Assert.Equal(9, Passes<float>(path, "book"));
        Assert.Equal(9, Passes<double>(path, "book"));
        Assert.Equal(9, Passes<Half>(path, "book"));
    }

    [ToolFact(Tools.Compiler)]
    public void The_right_native_library_passes_the_standard_set()
    {
        string library = Samples.Library("c/right.c");
        Assert.InRange(Passes<float>(library), 400, 2000);
        Assert.InRange(Passes<double>(library), 400, 2000);
    }

    [ToolFact(Tools.CppCompiler)]
    public void The_right_library_in_Cpp_passes_the_standard_set_and_calls_from_threads()
    {
        string library = Samples.Library("cpp/right.cpp");
        Assert.InRange(Passes<float>(library), 400, 2000);
        EngineUnderTest engine = PluginSelection.Open(library, Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        Assert.All(ConformanceRun.Execute<double>([engine], [.. CaseFiles.Sequences(1)]), result => Assert.Equal((VerdictKind.Passed, ""), (result.Verdict.Kind, result.Verdict.Reason)));
    }

    [ToolFact(Tools.CppCompiler)]
    public void A_library_in_Cpp_that_shares_its_scratch_memory_is_right_alone_and_not_thread_safe()
    {
        EngineUnderTest engine = PluginSelection.Open(Samples.Library("wrong/cpp/shared-scratch.cpp"), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        SequenceCase line = CaseFiles.Sequences(1).First(c => c.Feature == SequenceCase.Threads && c.Problem.Axes.Length == 1);
        Assert.Equal(VerdictKind.Passed, Assert.Single(ConformanceRun.Execute<float>([engine], [new FilledCase("alone", line.Problem, FillKind.Exact, 1)])).Verdict.Kind);
        Assert.Contains(ConformanceRun.Execute<float>([engine], [.. Enumerable.Range(0, 60).Select(seed => line with { Seed = (ulong)seed })]), r => r.Verdict.Kind == VerdictKind.NotThreadSafe);
    }

    [ToolFact(Tools.NumPy)]
    public void A_program_in_Python_passes_the_standard_set() =>
        Assert.InRange(Passes<float>($"cmd:{Tools.Python} {Samples.Repository("conformance/samples/python/adapter.py")}"), 400, 2000);

    /// <returns>How many cases passed; none may do anything else.</returns>
    private static int Passes<T>(string name, string? feature = null) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        EngineUnderTest engine = PluginSelection.Open(name, Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        List<CaseResult> results =
        [
            .. ConformanceRun.Execute<T>([engine], [.. CaseFiles.Standard<T>(0.5, seed: 2).Where(c => feature is null || c.Feature == feature)]),
        ];
        Assert.All(results, result => Assert.True(result.Verdict.Kind == VerdictKind.Passed, $"{result.Case}: {result.Verdict.Kind} {result.Verdict.Reason}"));
        return results.Count;
    }
}
