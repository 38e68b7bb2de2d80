using Conformance.Bench.History;

namespace Conformance.BenchTests;

public sealed class HistoryTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_appended_is_read_back()
    {
        HistoryRecord[] records = [.. Enumerable.Range(0, 3).Select(i => Record(1.1 + i))];
        foreach (HistoryRecord record in records) HistoryFile.Append(path, record);
        var (read, problems) = HistoryFile.Read(path);
        Assert.Empty(problems);
        Assert.Equal(records.Select(r => (r.When, r.Commit, r.Machine, r.Layers["conv1"])), read.Select(r => (r.When, r.Commit, r.Machine, r.Layers["conv1"])));
    }

    [Fact]
    public void Lines_that_are_no_records_are_told_of_skipped_and_kept()
    {
        HistoryFile.Append(path, Record(1));
        File.AppendAllText(path, "not JSON\n{\"schema\":99}\n{\"another\":\"tool\"}\n{\"schema\":1,\"when\"");
        HistoryFile.Append(path, Record(2));
        var (read, problems) = HistoryFile.Read(path);
        Assert.Equal([1, 2], read.Select(r => r.Layers["conv1"].Ratio));
        Assert.Equal(["line 2", "line 3", "line 4", "line 5"], problems.Select(p => p.Split(':')[0]));
        Assert.Contains("not JSON", File.ReadAllText(path));
    }

    [Fact]
    public void A_step_is_found_where_it_is_and_noise_is_none()
    {
        var random = new Random(3);
        double Noise() => 1 + 0.01 * (random.NextDouble() - 0.5);
        Trend stepped = Assert.Single(Trend.Of(Enumerable.Range(0, 40).Select(i => Record((i < 25 ? 1.2 : 1.26) * Noise()))));
        var (first, change) = Assert.Single(stepped.Changes);
        Assert.Equal(25, first);
        Assert.InRange(change, 0.04, 0.06);
        Assert.Empty(Assert.Single(Trend.Of(Enumerable.Range(0, 40).Select(_ => Record(1.2 * Noise())))).Changes);
        Assert.Contains("slower by 5", HistoryPage.Render([stepped], ["line 7: nonsense"]));
    }

    [Fact]
    public void Machines_and_kernels_are_never_joined()
    {
        HistoryRecord here = Record(1), there = here with { Machine = here.Machine with { Cores = 77 } }, other = here with { Kernel = "fast" };
        Assert.Equal(3, Trend.Of([here, there, other]).Count);
    }

    [Fact]
    public void A_run_is_recorded_with_the_cost_of_each_layer()
    {
        HistoryRecord record = RecordCommand.Make(Bench.Layers.Named(["small", "mb1ic8ih10oc8kh3"]), "auto", rounds: 1);
        Assert.Equal(["small", "mb1ic8ih10oc8kh3"], record.Layers.Keys);
        Assert.All(record.Layers.Values, cost => Assert.True(cost.Ratio > 0.1 && cost.Lower <= cost.Ratio && cost.Ratio <= cost.Upper));
    }

    private static HistoryRecord Record(double ratio) => new(
        HistoryRecord.CurrentSchema, DateTimeOffset.UnixEpoch, "0123456789abcdef", new("A processor", 2, "Linux", 512), ".NET 10", "auto",
        new Dictionary<string, LayerCost> { ["conv1"] = new("mb1ic3ih224oc64kh7sh2ph3", ratio, 0.99 * ratio, 1.01 * ratio) });
}
