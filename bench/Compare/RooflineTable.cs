using Conformance.Spec;

namespace Conformance.Bench.Compare;

/// <summary>Our best on every layer under the roofline: what it computes and moves, as a share of what the machine can, and the
/// scratch memory of a thread.</summary>
internal static class RooflineTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="rows">The layers with their results.</param>
    /// <param name="threads">Threads of each engine.</param>
    /// <param name="bandwidth">Bytes a second that so many threads copy.</param>
    public static void Write(TextWriter to, IEnumerable<(ConvolutionProblem Layer, string Label, Standing Standing)> rows, int threads, double bandwidth)
    {
        to.WriteLine($"""

            Memory: a copy moves {bandwidth / 1e9:F1} GB/s with {threads} thread{(threads == 1 ? "" : "s")}. Bytes: those of the three tensors, once each; what lies in a cache
            from the call before can go beyond a copy. Limit: what the layer would reach first if each byte came from memory.

            | layer | ours | GFLOP/s | of FMA peak | GB/s | of a copy | operations a byte | limit | scratch a thread, KiB |
            |---|---|--:|--:|--:|--:|--:|---|--:|
            """);
        foreach (var (layer, label, standing) in rows)
        {
            if (standing.Ours is not { } ours) continue;
            double operations = 2.0 * layer.MultiplyAdds, speed = operations / ours.Seconds, moved = Bytes(layer) / ours.Seconds, intensity = operations / Bytes(layer);
            string limit = intensity * bandwidth < speed / ours.Share ? "memory" : "arithmetic";
            to.WriteLine($"| {label} | {ours.Entrant.Name} | {speed / 1e9:G3} | {ours.Share:P0} | {moved / 1e9:G3} | {moved / bandwidth:P0} | {intensity:G3} | {limit} | {Scratch(ours, layer)} |");
        }
    }

    /// <summary>The bytes of all three tensors in float.</summary>
    public static double Bytes(ConvolutionProblem layer) => sizeof(float) * ((double)layer.InputCount + layer.WeightCount + layer.OutputCount);

    private static string Scratch(RaceResult ours, ConvolutionProblem layer) =>
        ScratchCommand.Measure(ours.Entrant.Factory.Name, layer) is { } measured ? $"{measured.Bytes / 1024.0:N0}" : "–";
}
