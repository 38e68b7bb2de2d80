using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Compare;

/// <summary>The main table in Markdown: our best beside the best peers, a line a layer, as each is done.</summary>
internal sealed class CompareTable(TextWriter to, bool scaling)
{
    private readonly List<double> componentwise = [], all = [], scalings = [];

    public void Head()
    {
        to.WriteLine($"| layer | ours | ms | share | best componentwise peer | ms | ratio | best of all | ms | ratio |{(scaling ? " over 1 thread |" : "")}");
        to.WriteLine($"|---|---|--:|--:|---|--:|--:|---|--:|--:|{(scaling ? "--:|" : "")}");
    }

    public void Row(string layer, string strategy, Standing standing)
    {
        if (standing.Ours is not { } ours)
        {
            to.WriteLine($"| {layer} | none | | | | | | | | |{(scaling ? " |" : "")}");
            return;
        }
        PairedRatio? careful = Note(componentwise, standing.RatioOf(standing.ComponentwisePeer));
        PairedRatio? best = Note(all, standing.RatioOf(standing.Peer));
        PairedRatio? single = Note(scalings, standing.RatioOf(standing.OursOnOneThread));
        string name = strategy.Length > 0 ? $"{ours.Entrant.Name}: {strategy}" : ours.Entrant.Name;
        to.WriteLine($"| {layer} | {name} | {Milliseconds(ours)} | {ours.Share:P0} | {standing.ComponentwisePeer?.Entrant.Name ?? "–"} | {Milliseconds(standing.ComponentwisePeer)} | {Show(careful)} | {standing.Peer?.Entrant.Name ?? "–"} | {Milliseconds(standing.Peer)} | {Show(best)} |{(scaling ? $" {Show(single)} |" : "")}");
    }

    public void Foot()
    {
        if (all.Count < 2) return;
        to.WriteLine();
        to.WriteLine($"Geometric means: {componentwise.GeometricMean():F2} to componentwise peers, {all.GeometricMean():F2} to all{(scalings.Count > 0 ? $", {scalings.GeometricMean():F2} over one thread" : "")}.");
    }

    public static string Milliseconds(RaceResult? result) => result is null ? "–" : $"{result.Seconds * 1e3:G3}";

    private static string Show(PairedRatio? ratio) => ratio?.ToString() ?? "–";

    private static PairedRatio? Note(List<double> list, PairedRatio? ratio)
    {
        if (ratio is { } known) list.Add(known.Median);
        return ratio;
    }
}
