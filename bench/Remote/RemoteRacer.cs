using System.Globalization;
using System.Runtime.InteropServices;
using Conformance.Bench.Compare;
using Conformance.Bench.Peers;

namespace Conformance.Bench.Remote;

/// <summary>An entrant in a process of its own, which lives as long as the race and is stopped while it is not its turn.
/// Where it ends by itself, the next layer gets a new one.</summary>
/// <param name="entrant">Who.</param>
/// <param name="folder">Where the tensors are exchanged.</param>
internal sealed class RemoteRacer(Entrant entrant, string folder) : IRacer
{
    private ContenderProcess? process;

    public Entrant Entrant => entrant;

    public float[] Prepare(LayerData layer)
    {
        if (process is { HasEnded: true }) Dispose();
        process ??= new ContenderProcess(entrant);
        string tensors = Path.Combine(folder, "tensors"), result = Path.Combine(folder, "result");
        layer.Write(tensors);
        process.Ask(new Message(Message.Prepare, tensors, result, layer.Problem.ToString()));
        float[] output = new float[layer.Problem.OutputCount];
        using FileStream file = File.OpenRead(result);
        file.ReadExactly(MemoryMarshal.AsBytes(output.AsSpan()));
        return output;
    }

    public void Warm() => process!.Ask(new Message(Message.Warm));

    public double Turn() => double.Parse(process!.Ask(new Message(Message.Turn)), CultureInfo.InvariantCulture);

    public void Leave()
    {
        if (process is { HasEnded: false }) process.Ask(new Message(Message.Leave));
    }

    public void Dispose()
    {
        process?.Dispose();
        process = null;
    }
}
