using System.Globalization;
using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>
/// What the cost model says of each strategy, written down in <c>costs.txt</c>: a change of a constant or of a formula shows as the estimates that
/// it moves, on layers and cores of every kind. After such a change the tests leave <c>costs.actual.txt</c> beside their assembly: read what differs,
/// then put it in the place of <c>costs.txt</c>.
/// </summary>
public class CostTableTests
{
    private static readonly Core[] Cores = [new(VectorWidth.Bits512, 4, 1), new(VectorWidth.Bits512, 4, 2), new(VectorWidth.Bits256, 4, 2), new(VectorWidth.Bits128, 8, 1)];

    private static readonly string[] Layers =
    [
        "mb1ic3ih224oc64kh7sh2ph3", "mb1ic64ih56oc64kh3ph1", "mb2ic256ih14oc256kh3ph1", "mb1ic512ih7oc512kh3ph1", "mb1ic256ih56oc64kh1", "mb1ic128ih56oc128kh3sh2ph1",
        "mb1ic2048ih7oc512kh1", "mb3ic1024ih14oc256kh1sh2", "g32mb1ic32ih112oc32kh3ph1", "g8mb2ic32ih20iw17oc24kh3kw5ph1pw2dw1", "g4mb1ic8ih9oc12kh3", "mb1ic1ih3oc1kh2",
        "mb1ic64ih28oc128kh5ph2", "mb2ic32ih28iw30oc64kh3kw3dh1ph2dw1pw2", "mb1ic1ih1024oc1kh31ph15", "mb2ic4ih96oc6kh11ph5", "mb1ic16id10ih12iw14oc24kd3kh3kw3pd1ph1pw1", "mb2ic20iw333oc17kw5sw2pw2",
        "mb1ic8ih20oc3kh1", "mb1ic8ih20iw20oc4kh1kw1pw1", "mb1ic8ih7iw7oc16kh1kw3pw1", "mb1ic4ih20iw20oc8kh3kw3sh2sw1ph1pw1", "mb1ic4ih20oc4kh3ph1",
        "mb1ic3ih5oc5kh1ph1", "mb0ic3ih5oc5kh3", "mb1ic2ih300iw3oc2kh200kw1",
    ];

    [Fact]
    public void Every_estimate_is_the_one_that_is_written_down()
    {
        string[] actual = [.. Layers.SelectMany(line => Cores.SelectMany(core => Estimates(line, core)))];
        string[] written = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "costs.txt"));
        if (!actual.SequenceEqual(written))
            File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "costs.actual.txt"), actual);

        Assert.Equal(written, actual);
    }

    /// <summary>What cannot be taken is the same on every core, so that it stands there once.</summary>
    private static IEnumerable<string> Estimates(string line, Core core) =>
        CostModel.Rank(ConvolutionProblem.Parse(line), core, PlannerAccuracy.Fast).Where(cost => cost.IsPossible || core == Cores[0]).Select(cost => string.Create(
            CultureInfo.InvariantCulture, $"{line} | {core.Width.Bits()} bits of {core.ElementBytes} bytes, {core.MultiplyAdds} a cycle | {cost.Strategy} {cost.Cycles:G6} | {cost.Why}"));
}
