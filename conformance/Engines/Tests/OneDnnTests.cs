using Conformance.Catalog;
using Conformance.OneDnn;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

public class OneDnnTests
{
    private const string Name = "onednn";

    [EngineFact(Name)]
    public void OneDnn_agrees_with_the_naive_loop() =>
        EngineChecks.Agrees(EngineChecks.Single(Name), RandomProblems.For(EngineChecks.Single(Name), 200));

    [EngineFact(Name)]
    public void OneDnn_agrees_with_two_threads() =>
        EngineChecks.Agrees(new OneDnnConvolution(2), RandomProblems.For(EngineChecks.Single(Name), 50));

    [EngineFact(Name)]
    public void OneDnn_takes_views_and_keeps_prepared_weights()
    {
        EngineChecks.TakesViews(EngineChecks.Single(Name), RandomProblems.For(EngineChecks.Single(Name), 50));
        EngineChecks.KeepsPreparedWeights(EngineChecks.Single(Name), RandomProblems.For(EngineChecks.Single(Name), 50));
    }

    [EngineFact(Name)]
    public void What_is_empty_is_computed() => EngineChecks.Agrees(
        EngineChecks.Single(Name),
        [new(0, 2, 2, [new SpatialAxis(4, 3)], bias: true), new(1, 2, 2, [new SpatialAxis(0, 2, 1, 1, 1, 1)], bias: true)]);

    [EngineFact(Name)]
    public unsafe void The_librarys_own_layouts_give_the_same()
    {
        foreach (ConvolutionProblem problem in RandomProblems.For(EngineChecks.Single(Name), 50))
        {
            Operands<float> operands = new(problem);
            using ForwardConvolution forward = new(problem, operands.Weight, operands.Bias, plain: false, threads: 1);
            fixed (float* x = operands.Input, y = operands.Output)
            {
                forward.Load(x);
                forward.Execute();
                forward.Store(y);
            }
            operands.Check(operands.Output, 0);
        }
    }

    [EngineFact(Name)]
    public void OneDnn_names_what_it_does_not_support()
    {
        IConvolution<float> engine = EngineChecks.Single(Name);
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3)], strict: true), "cross-correlation");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 2, 1, 1, -1, 0)]), "negative pads");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 2, 1, 1, 0, -1)]), "negative pads");
    }

    [Fact]
    public void Where_version_2_is_missing_the_reason_tells_it_from_version_3()
    {
        Availability none = OneDnnLibrary.Probe((string _, out nint handle) => { handle = 0; return false; });
        Availability newer = OneDnnLibrary.Probe((string name, out nint handle) => { handle = 0; return name == "libdnnl.so.3"; });
        Assert.Contains("not here", none.Reason, StringComparison.Ordinal);
        Assert.Contains("only version 3", newer.Reason, StringComparison.Ordinal);
        Assert.Contains("libdnnl2", newer.Install, StringComparison.Ordinal);
    }
}
