using Conformance.Bench.Peers;

namespace Conformance.Bench.Compare;

/// <summary>An entrant where it runs: in this process or in one of its own.</summary>
internal interface IRacer : IDisposable
{
    Entrant Entrant { get; }

    /// <summary>Makes ready for a layer, and computes it once.</summary>
    /// <returns>The output, dense and in row-major order.</returns>
    float[] Prepare(LayerData layer);

    /// <summary>Runs until the code is compiled and the caches are warm.</summary>
    void Warm();

    /// <summary>One turn.</summary>
    /// <returns>The seconds of one execution.</returns>
    double Turn();

    /// <summary>The layer is done.</summary>
    void Leave();
}
