namespace Conformance.Bench.Peers;

/// <summary>An engine in a race: a layer with its weights prepared and its tensors in place, so that what is timed is the
/// convolution alone. A library that allocates its own output does so inside the time, and its output is not copied.</summary>
public interface IContender : IDisposable
{
    /// <summary>Computes the layer once.</summary>
    void Execute();

    /// <summary>Computes the layer so many times.</summary>
    void Execute(int times)
    {
        for (int i = 0; i < times; i++) Execute();
    }

    /// <summary>The output of the last execution, dense and in row-major order; not timed.</summary>
    float[] Result();
}
