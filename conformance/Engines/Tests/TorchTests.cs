using Conformance.Spec;
using Conformance.Torch;

namespace Conformance.Engines.Tests;

public class TorchTests
{
    private const string Name = "torch";

    /// <summary>Whether views are tried on the problems too on which libtorch is wrong on some processors: docs/FINDINGS.md, 8.</summary>
    private static readonly bool TakesAll = Environment.GetEnvironmentVariable("CONFORMANCE_ALL_VIEWS") == "1";

    /// <summary>Depthwise with several filters a channel.</summary>
    private static bool IsMultiplied(ConvolutionProblem p) => p.InputChannelsPerGroup == 1 && p.Groups > 1 && p.OutputChannelsPerGroup > 1;

    [EngineFact(Name)]
    public void Torch_agrees_with_the_naive_loop()
    {
        EngineChecks.Agrees(EngineChecks.Single(Name), RandomProblems.For(EngineChecks.Single(Name), 200));
        EngineChecks.Agrees(EngineChecks.Double(Name), RandomProblems.For(EngineChecks.Double(Name), 200));
    }

    [EngineFact(Name)]
    public void Torch_takes_views()
    {
        EngineChecks.TakesViews(EngineChecks.Single(Name), RandomProblems.For(EngineChecks.Single(Name), 100).Where(p => TakesAll || !IsMultiplied(p)));
        EngineChecks.TakesViews(EngineChecks.Double(Name), RandomProblems.For(EngineChecks.Double(Name), 100));
    }

    [EngineFact(Name)]
    public void An_empty_batch_is_computed() =>
        EngineChecks.Agrees(EngineChecks.Single(Name), [new(0, 2, 2, [new SpatialAxis(4, 3)], bias: true)]);

    [EngineFact(Name)]
    public void Torch_names_what_it_does_not_support()
    {
        IConvolution<float> engine = EngineChecks.Single(Name);
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3, 1, 1, 1, 0)]), "one pad");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3)], strict: true), "cross-correlation");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 2, 1, 1, -1, -1)]), "negative pads");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(0, 2, 1, 1, 1, 1)]), "size 0");
    }

    [Fact]
    public void Where_libtorch_is_missing_the_reason_says_where_it_was_looked_for()
    {
        Assert.Null(TorchLocation.Find(name => name == TorchLocation.Variable ? "/nowhere" : null, out string named));
        Assert.Contains("/nowhere", named, StringComparison.Ordinal);
        Assert.Null(TorchLocation.Find(name => name == "HOME" ? "/nowhere" : null, out string packages));
        Assert.Contains("NuGet packages folder", packages, StringComparison.Ordinal);
    }
}
