using System.Collections.Immutable;
using Conformance.Catalog;

namespace Conformance.OneDnn;

/// <summary>The engine of oneDNN.</summary>
public static class OneDnnEngines
{
    /// <summary>The engine, whether or not the library is on this machine.</summary>
    public static ImmutableArray<EngineEntry> All { get; } =
    [
        new("onednn", "forward convolution, direct, row-major tensors", OneDnnLibrary.Origin, AccuracyClass.Componentwise, OneDnnLibrary.Availability)
        {
            CreateF32 = settings => new OneDnnConvolution(settings.Threads),
        },
    ];
}
