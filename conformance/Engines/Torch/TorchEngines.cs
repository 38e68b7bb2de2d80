using Conformance.Catalog;

namespace Conformance.Engines.Torch;

/// <summary>libtorch, called through its stable C interface.</summary>
public static class TorchEngines
{
    /// <summary>The engines.</summary>
    public static IReadOnlyList<EngineEntry> All { get; } =
    [
        new("torch", $"libtorch {LibTorch.Version}, package libtorch-cpu-linux-x64", Accuracy.Componentwise,
            Availability.Probe(LibTorch.Load, "dotnet restore conformance/Engines/TorchLibrary"),
            () => new TorchConvolution<float>(), () => new TorchConvolution<double>()),
    ];
}
