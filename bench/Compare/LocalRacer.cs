using System.Diagnostics;
using Conformance.Bench.Peers;

namespace Conformance.Bench.Compare;

/// <summary>An entrant in this process.</summary>
internal sealed class LocalRacer(Entrant entrant) : IRacer
{
    /// <summary>A turn lasts about so long: far above the clock's grain, far below its drift.</summary>
    private const double TurnSeconds = 0.03;

    /// <summary>Who takes longer is no rival on this layer, and would hold up all the others.</summary>
    private const double LongestSeconds = 5;

    private IContender? contender;
    private int repeats = 1;

    public Entrant Entrant => entrant;

    public float[] Prepare(LayerData layer)
    {
        Leave();
        contender = entrant.Factory.Create(layer, entrant.Threads);
        var clock = Stopwatch.StartNew();
        contender.Execute();
        double seconds = clock.Elapsed.TotalSeconds;
        if (seconds > LongestSeconds) throw new InvalidOperationException($"not timed: one execution takes {seconds:F0} s");
        return contender.Result();
    }

    public void Warm()
    {
        var clock = Stopwatch.StartNew();
        int count = 0;
        while (clock.Elapsed.TotalSeconds < 2 * TurnSeconds || count < 3)
        {
            contender!.Execute();
            count++;
        }
        repeats = Math.Max(1, (int)(TurnSeconds * count / clock.Elapsed.TotalSeconds));
    }

    public double Turn()
    {
        // Not timed: it brings back what the others threw out of the caches, and wakes the threads.
        contender!.Execute();
        var clock = Stopwatch.StartNew();
        contender.Execute(repeats);
        return clock.Elapsed.TotalSeconds / repeats;
    }

    public void Leave()
    {
        contender?.Dispose();
        contender = null;
    }

    public void Dispose() => Leave();
}
