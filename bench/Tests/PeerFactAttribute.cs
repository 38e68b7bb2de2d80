using Conformance.Bench.Peers.Fftw;
using Conformance.Catalog;
using Conformance.OneDnn;
using Conformance.Torch;

namespace Conformance.Bench.Tests;

/// <summary>A test of a contender that needs a library; where that is absent it is skipped, with the command that installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute(string contender)
    {
        Availability availability = contender switch
        {
            "fftw" => FftwLibrary.Availability,
            "onednn-blocked" => OneDnnEngines.All[0].Availability,
            "torch-nhwc" => TorchEngines.All[0].Availability,
            _ => throw new ArgumentException($"no library is known for {contender}", nameof(contender)),
        };
        if (!availability.IsPresent) Skip = $"{availability.Reason}; install with: {availability.Install}";
    }
}
