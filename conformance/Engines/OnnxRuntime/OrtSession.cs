using System.Collections.Immutable;
using Conformance.Onnx;
using Conformance.Spec;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Conformance.OnnxRuntime;

/// <summary>A session for one problem, run on row-major memory of the caller, without a copy.</summary>
internal sealed class OrtSession(ConvolutionProblem problem, byte[] model, OrtSettings settings) : IDisposable
{
    private static readonly string[] Outputs = [ConvModel.Output];

    private readonly RunOptions _run = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly InferenceSession _session = Open(model, settings);

    /// <summary>Computes the problem with the weights that the model holds.</summary>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => Run(input, [], [], output, [ConvModel.Input]);

    /// <summary>Computes the problem with these weights, which the model takes as inputs.</summary>
    public void Run(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output) =>
        Run(input, weight, bias, output,
            problem.HasBias
                ? [ConvModel.Input, ConvModel.Weight, ConvModel.Bias]
                : [ConvModel.Input, ConvModel.Weight]);

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private static InferenceSession Open(byte[] model, OrtSettings settings)
    {
        using SessionOptions options = settings.Options();
        return new InferenceSession(model, options);
    }

    private unsafe void Run(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output,
        string[] names)
    {
        fixed (float* x = input, w = weight, b = bias, y = output)
        {
            List<OrtValue> values = [];
            try
            {
                values.Add(Value(x, problem.InputShape));
                if (names.Length > 1) values.Add(Value(w, problem.WeightShape));
                if (names.Length > 2) values.Add(Value(b, problem.BiasShape));
                using OrtValue result = Value(y, problem.OutputShape);
                _session.Run(_run, names, values, Outputs, [result]);
            }
            finally
            {
                foreach (OrtValue value in values) value.Dispose();
            }
        }
    }

    private static unsafe OrtValue Value(float* data, ImmutableArray<nint> shape)
    {
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        // An empty tensor has no memory, but the library wants an address, which it never reads.
        nint address = data is null ? sizeof(float) : (nint)data;
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [.. shape.Select(extent => (long)extent)],
            address, count * sizeof(float));
    }
}
