using System.Numerics.Tensors;
using Conformance.Onnx;
using Conformance.Spec;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Engines.OnnxRuntime;

/// <summary>A session with its weights.</summary>
internal sealed class PreparedSession : IPreparedConvolution<float>
{
    private readonly ConvolutionProblem problem;
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly List<(string Name, float[] Values, IReadOnlyList<nint> Shape)> operands = [];

    public PreparedSession(ConvolutionProblem problem, float[] weight, float[] bias, bool optimised)
    {
        this.problem = problem;
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = optimised ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            // What the runtime refuses becomes a verdict; nothing is to be written to the console.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        ModelProto model = optimised ? ConvModel.Create(problem, weight, bias) : ConvModel.Create<float>(problem);
        session = new InferenceSession(OnnxFile.ToBytes(model), options);
        if (optimised) return;
        operands.Add((ConvModel.Weight, weight, problem.WeightShape));
        if (problem.HasBias) operands.Add((ConvModel.Bias, bias, problem.BiasShape));
    }

    public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
    {
        TensorShapes.CheckInput(problem, input);
        TensorShapes.CheckOutput<float>(problem, output);
        float[] x = OnnxRuntimeConvolution.Dense(input), y = new float[output.FlattenedLength];
        List<(string Name, float[] Values, IReadOnlyList<nint> Shape)> inputs = [(ConvModel.Input, x, problem.InputShape), .. operands];
        List<OrtValue> values = [.. inputs.Select(i => Value(i.Values, i.Shape))];
        using OrtValue result = Value(y, problem.OutputShape);
        try
        {
            session.Run(runOptions, [.. inputs.Select(i => i.Name)], values, [ConvModel.Output], [result]);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
        if (y.Length > 0) new ReadOnlyTensorSpan<float>(y, output.Lengths).CopyTo(output);
    }

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    private static OrtValue Value(float[] values, IEnumerable<nint> shape) =>
        OrtValue.CreateTensorValueFromMemory(values, [.. shape.Select(n => (long)n)]);
}
