using System.Runtime.Intrinsics.X86;
using Conformance.Spec;
using Conformance.Torch;

namespace Conformance.Engines.Tests;

public class TorchTests
{
    private const string Name = "torch";

    /// <summary>Whether views are tried on the problems too on which libtorch is wrong on one family of processors: docs/FINDINGS.md, 8.</summary>
    private static readonly bool TakesAll = !IsZen5 || Environment.GetEnvironmentVariable("CONFORMANCE_ALL_VIEWS") == "1";

    /// <summary>Family 26 of AMD: CPUID, leaf 0 for the vendor ("Auth…"), and leaf 1, whose bits 8–11 and 20–27 make up the family.</summary>
    private static bool IsZen5 => X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == 0x68747541
        && X86Base.CpuId(1, 0).Eax is var signature && (signature >> 8 & 0xF) + (signature >> 20 & 0xFF) == 26;

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
