using Conformance.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Bench.Peers;

/// <summary>ONNX Runtime: weights as part of the graph, input and output bound to memory that is there.</summary>
internal sealed class OnnxRuntimeContender : IContender
{
    private readonly float[] output;
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly OrtIoBinding binding;
    private readonly OrtValue x, y;

    public OnnxRuntimeContender(LayerData data, GraphOptimizationLevel level, int threads)
    {
        using var settings = new SessionOptions
        {
            GraphOptimizationLevel = level,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        session = new InferenceSession(OnnxFile.Write(ConvModel.WithStoredWeights<float>(data.Problem, data.Weight, data.Bias)), settings);
        output = new float[data.Problem.OutputCount];
        x = OrtValue.CreateTensorValueFromMemory(data.Input, [.. data.Problem.InputShape.Select(n => (long)n)]);
        y = OrtValue.CreateTensorValueFromMemory(output, [.. data.Problem.OutputShape.Select(n => (long)n)]);
        binding = session.CreateIoBinding();
        binding.BindInput(ConvModel.Input, x);
        binding.BindOutput(ConvModel.Output, y);
    }

    public void Execute() => session.RunWithBinding(options, binding);

    public float[] Result() => output;

    public void Dispose()
    {
        binding.Dispose();
        x.Dispose();
        y.Dispose();
        options.Dispose();
        session.Dispose();
    }
}
