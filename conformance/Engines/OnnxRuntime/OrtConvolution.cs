using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.OnnxRuntime;

/// <summary>ONNX Runtime's Conv on the CPU.</summary>
internal sealed class OrtConvolution(string name, OrtSettings settings) : IPreparableConvolution<float>
{
    public string Name => name;

    /// <summary>What ONNX excludes is unsupported; what ONNX allows and the library refuses is for the run to show.</summary>
    public Support Supports(ConvolutionProblem problem) => ConvModel.Supports(problem);

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        TensorShapes.Check<float>(problem, input, weight, bias, output);
        if (settings.Optimized)
        {
            using IPreparedConvolution<float> prepared = Prepare(problem, weight, bias);
            prepared.Run(input, output);
            return;
        }
        // The weights are an input here, so the library can have the caller's own memory.
        using OrtSession session = new(problem, Model(problem), settings);
        Span<float> y = DenseTensor.Write(output);
        session.Run(DenseTensor.Read(input), DenseTensor.Read(weight), DenseTensor.Read(bias), y);
        DenseTensor.Finish(y, output);
    }

    public IPreparedConvolution<float> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        if (!settings.Optimized)
        {
            return new Prepared(problem, new OrtSession(problem, Model(problem), settings),
                DenseTensor.Copy(weight), DenseTensor.Copy(bias));
        }
        ModelProto model = ConvModel.WithStoredWeights(problem, DenseTensor.Read(weight), DenseTensor.Read(bias));
        return new Prepared(problem, new OrtSession(problem, OnnxFile.Write(model), settings), null, []);
    }

    private static byte[] Model(ConvolutionProblem problem) =>
        OnnxFile.Write(ConvModel.WithWeightInputs(problem, ElementType.F32));

    /// <summary>A session with its weights; null weights are those that the model holds.</summary>
    private sealed class Prepared(ConvolutionProblem problem, OrtSession session, float[]? weight, float[] bias)
        : IPreparedConvolution<float>
    {
        public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
        {
            TensorShapes.CheckInput(problem, input);
            TensorShapes.CheckOutput<float>(problem, output);
            Span<float> y = DenseTensor.Write(output);
            if (weight is null) session.Run(DenseTensor.Read(input), y);
            else session.Run(DenseTensor.Read(input), weight, bias, y);
            DenseTensor.Finish(y, output);
        }

        public void Dispose() => session.Dispose();
    }
}
