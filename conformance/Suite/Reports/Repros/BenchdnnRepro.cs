using System.Text;
using Conformance.Spec;

namespace Conformance.Suite.Reports;

/// <summary>The problem for oneDNN's test driver. It draws numbers of its own.</summary>
public sealed class BenchdnnRepro : IReproWriter
{
    private const string AxisLetters = "dhw";

    /// <inheritdoc/>
    public string Name => "benchdnn";

    /// <inheritdoc/>
    public string Write(ReproCase repro)
    {
        ConvolutionProblem p = repro.Problem;
        if (p.IsStrict) return "# benchdnn has no strict convolution: it cannot flip the kernel.\n";
        if (p.Axes.Any(axis => axis.PadBefore < 0)) return "# benchdnn has no negative pad before the input.\n";
        if (p.Batch == 0 || p.Axes.Any(axis => axis.Size == 0 || axis.Output == 0)) return "# benchdnn has no empty tensors.\n";
        return $"benchdnn --conv --dir={(p.HasBias ? "FWD_B" : "FWD_D")} --dt={repro.Type.ToString().ToLowerInvariant()} {Descriptor(p)}\n";
    }

    /// <summary>Every entry written out; with input, output and pad before given, the pad after follows.</summary>
    private static string Descriptor(ConvolutionProblem p)
    {
        var text = new StringBuilder($"g{p.Groups}mb{p.Batch}ic{p.InputChannels}oc{p.OutputChannels}");
        int first = AxisLetters.Length - p.Axes.Length;
        for (int i = 0; i < p.Axes.Length; i++)
        {
            char c = AxisLetters[first + i];
            SpatialAxis a = p.Axes[i];
            text.Append($"_i{c}{a.Size}o{c}{a.Output}k{c}{a.Kernel}s{c}{a.Stride}p{c}{a.PadBefore}d{c}{a.Dilation - 1}");
        }
        return text.ToString();
    }
}
