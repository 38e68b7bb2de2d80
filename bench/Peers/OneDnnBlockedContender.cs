using Conformance.OneDnn;

namespace Conformance.Bench.Peers;

/// <summary>oneDNN with its input and output in the layouts that it likes best; the change of layout is not timed.</summary>
internal sealed unsafe class OneDnnBlockedContender : IContender
{
    private readonly long outputs;
    private readonly ForwardConvolution forward;

    public OneDnnBlockedContender(LayerData data, int threads)
    {
        outputs = data.Problem.OutputCount;
        forward = new ForwardConvolution(data.Problem, data.Weight, data.Bias, plain: false, threads);
        fixed (float* x = data.Input) forward.Load(x);
    }

    public void Execute() => forward.Execute();

    public float[] Result()
    {
        var output = new float[outputs];
        fixed (float* y = output) forward.Store(y);
        return output;
    }

    public void Dispose() => forward.Dispose();
}
