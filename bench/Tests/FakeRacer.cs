using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Catalog;

namespace Conformance.Bench.Tests;

/// <summary>A racer whose times are given.</summary>
internal sealed class FakeRacer(Entrant entrant, Func<LayerData, float[]> compute, params double[] times) : IRacer
{
    private int turn;

    public Entrant Entrant => entrant;

    public int Warmed { get; private set; }

    public static Entrant Named(string name, ContenderRole role = ContenderRole.Peer, AccuracyClass accuracy = AccuracyClass.Componentwise) =>
        new(new ContenderFactory(name, role, accuracy, _ => true, (_, _) => throw new NotSupportedException()), 1);

    public float[] Prepare(LayerData layer) => compute(layer);

    public void Warm() => Warmed++;

    public double Turn() => turn < times.Length ? times[turn++] : throw new InvalidOperationException("no\nmore turns");

    public void Leave() => turn = 0;

    public void Dispose() { }
}
