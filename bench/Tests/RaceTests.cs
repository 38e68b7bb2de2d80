using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Bench.Tests;

public class RaceTests
{
    private static readonly CaseData<float> Data = CaseData<float>.Draw(ConvolutionProblem.Parse("mb1ic1ih3oc1kh2"), FillKind.Exact, seed: 1);

    [Fact]
    public void A_wrong_output_is_out_of_the_race_before_it_is_timed()
    {
        using FakeRacer right = new(FakeRacer.Named("right"), _ => [.. Data.Expected.Values], 1, 2, 3);
        using FakeRacer wrong = new(FakeRacer.Named("wrong"), _ => new float[4], 1, 1, 1);
        IReadOnlyList<RaceResult> results = Race.Run(Data, [right, wrong], 3);
        Assert.Equal([1, 2, 3], results[0].Times);
        Assert.Empty(results[1].Times);
        Assert.Contains("wrong", results[1].Failure, StringComparison.Ordinal);
        Assert.Equal((1, 0), (right.Warmed, wrong.Warmed));
    }

    [Fact]
    public void Who_fails_in_the_middle_becomes_a_note_of_one_line()
    {
        using FakeRacer racer = new(FakeRacer.Named("short of breath"), _ => [.. Data.Expected.Values], 1);
        RaceResult result = Assert.Single(Race.Run(Data, [racer], 3));
        Assert.False(result.IsValid);
        Assert.Equal("no more turns", result.Failure);
    }

    [Fact]
    public void Neither_other_layouts_nor_failures_nor_ours_on_one_thread_count_as_peers()
    {
        RaceResult ours = Result(FakeRacer.Named("ours", ContenderRole.Ours), 2), single = Result(ours.Entrant with { IsForScaling = true }, 1);
        RaceResult fast = Result(FakeRacer.Named("winograd", ContenderRole.Peer, AccuracyClass.Normwise), 3), plain = Result(FakeRacer.Named("plain"), 4);
        RaceResult blocked = Result(FakeRacer.Named("blocked", ContenderRole.OwnLayout), 1), failed = Result(FakeRacer.Named("failed"), 1) with { Failure = "wrong" };
        var standing = new Standing([ours, single, fast, plain, blocked, failed]);
        Assert.Equal((ours, fast, plain, single), (standing.Ours, standing.Peer, standing.ComponentwisePeer, standing.OursOnOneThread));
        Assert.Equal(1.5, standing.RatioOf(standing.Peer)!.Value.Median);
        Assert.Equal(0.5, standing.RatioOf(blocked)!.Value.Median);
    }

    [Fact]
    public void A_table_tells_what_is_missing()
    {
        using StringWriter text = new();
        var table = new CompareTable(text, scaling: false);
        table.Row("alone", "rows", new Standing([Result(FakeRacer.Named("ours", ContenderRole.Ours), 2)]));
        table.Row("none", "", new Standing([]));
        Assert.Equal(["| alone | ours: rows | 2E+03 | 50 % | – | – | – | – | – | – |", "| none | none | | | | | | | | |"],
            text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static RaceResult Result(Entrant entrant, double seconds) => new(entrant, [seconds], [0.5], "");
}
