using System.Collections.Immutable;
using Conformance.Catalog;

namespace Conformance.Torch;

/// <summary>The engine of PyTorch.</summary>
public static class TorchEngines
{
    /// <summary>The engine, whether or not the library is on this machine.</summary>
    public static ImmutableArray<EngineEntry> All { get; } =
    [
        new("torch", "aten::convolution on the CPU", Origin, AccuracyClass.Componentwise, TorchLibrary.Availability)
        {
            CreateF32 = settings => new TorchConvolution<float>(settings.Threads),
            CreateF64 = settings => new TorchConvolution<double>(settings.Threads),
        },
    ];

    private static string Origin => TorchLibrary.Availability.IsPresent
        ? $"libtorch {TorchLibrary.LoadedVersion} for the CPU, NuGet"
        : "libtorch (not loaded), NuGet";
}
