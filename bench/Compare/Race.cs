using Conformance.Bench.Peers;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Bench.Compare;

/// <summary>Entrants side by side on one layer, in turns. Each is checked against the oracle first.</summary>
internal static class Race
{
    private const int OrderSeed = 1;

    /// <summary>Runs a layer. Who fails is out of the race, with the reason as its result.</summary>
    public static IReadOnlyList<RaceResult> Run(CaseData<float> data, IEnumerable<IRacer> racers, int rounds)
    {
        double flops = 2.0 * data.Problem.MultiplyAdds;
        var layer = LayerData.Of(data);
        List<Lane> lanes = [.. racers.Where(r => r.Entrant.Factory.Supports(data.Problem)).Select(r => new Lane(r))];
        foreach (Lane lane in lanes) lane.Try(() => Start(lane.Racer, layer, data));
        // Whom an entrant comes after is worth a hundredth or two, since wide registers take the clock down: another order in each round.
        var order = new Random(OrderSeed);
        Lane[] turns = [.. lanes];
        for (int round = 0; round < rounds; round++)
        {
            order.Shuffle(turns);
            foreach (Lane lane in turns) lane.Try(() => Measure(lane, flops));
        }
        foreach (Lane lane in lanes) lane.Attempt(lane.Racer.Leave);
        return [.. lanes.Select(lane => lane.Result)];
    }

    private static void Start(IRacer racer, LayerData layer, CaseData<float> data)
    {
        float[] output = racer.Prepare(layer);
        if (Comparison.Find<float>(data, output, racer.Entrant.Factory.Accuracy) is { } mismatch)
            throw new InvalidOperationException($"wrong: {mismatch}");
        racer.Warm();
    }

    private static void Measure(Lane lane, double flops)
    {
        double before = FmaPeak.Measure();
        double time = lane.Racer.Turn();
        double peak = (before + FmaPeak.Measure()) / 2;
        lane.Times.Add(time);
        lane.Shares.Add(flops / time / (lane.Racer.Entrant.Threads * peak));
    }

    /// <summary>A racer and how it does.</summary>
    private sealed class Lane(IRacer racer)
    {
        private string failure = "";

        public IRacer Racer => racer;

        public List<double> Times { get; } = [];

        public List<double> Shares { get; } = [];

        public RaceResult Result => new(racer.Entrant, Times, Shares, failure);

        /// <summary>A step of who has not failed yet.</summary>
        public void Try(Action step)
        {
            if (failure.Length == 0) Attempt(step);
        }

        public void Attempt(Action step)
        {
            // Whatever an engine throws, the others go on; the table tells the first of it.
            try { step(); }
            catch (Exception e) { failure = failure.Length > 0 ? failure : e.Message.ReplaceLineEndings(" "); }
        }
    }
}
