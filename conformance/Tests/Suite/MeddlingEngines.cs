using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The right result, and something else besides.</summary>
internal sealed class Meddler : IConvolution<float>
{
    public string? Changes { get; init; }

    public bool WritesGap { get; init; }

    public Exception? Throws { get; init; }

    public string Strides { get; private set; } = "";

    public nint[] Places { get; private set; } = [];

    public string Name => "meddler";

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public unsafe void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        if (Throws is not null) throw Throws;
        new NaiveConvolution<float>().Convolve(problem, input, weight, bias, output);
        Strides = string.Join(", ", new[] { input.Strides.ToArray(), weight.Strides.ToArray(), bias.Strides.ToArray(), output.Strides.ToArray() }.Select(of => string.Join(' ', of)));
        fixed (float* x = &input[0, 0, 0], w = &weight[0, 0, 0], b = &bias[0], y = &output[0, 0, 0])
        {
            Places = [(nint)x, (nint)w, (nint)b, (nint)y];
            if (Changes == "input") x[0]++;
            if (Changes == "weights") w[0]++;
            if (Changes == "bias") b[0]++;
            if (Changes == "gap of the input") x[1] = 0;
            if (WritesGap) y[4] = 0;
        }
    }
}

/// <summary>Keeps the place of its weights instead of the weights.</summary>
internal sealed unsafe class Keeper : IPreparableConvolution<float>, IRunsKernel
{
    private float* kept;

    public float Seen { get; private set; }

    public string Strides { get; private set; } = "";

    /// <summary>Whether it does not say which kernel it packed for.</summary>
    public bool IsSilent { get; init; }

    public string Name => "keeper";

    public string Kernel => "unpacked";

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => output.Fill(0);

    public IPreparedConvolution<float> Prepare(ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        kept = (float*)Unsafe.AsPointer(ref Unsafe.AsRef(in weight[0, 0, 0]));
        Seen = *kept;
        Strides = string.Join(' ', weight.Strides.ToArray());
        return IsSilent ? new Prepared(this, problem) : new NamedPrepared(this, problem);
    }

    private sealed class NamedPrepared(Keeper keeper, ConvolutionProblem problem) : Prepared(keeper, problem), IRunsKernel
    {
        public string Kernel => "packed";
    }

    private class Prepared(Keeper keeper, ConvolutionProblem problem) : IPreparedConvolution<float>
    {
        public ConvolutionProblem Problem => problem;

        public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output) => output.Fill(*keeper.kept);

        public void Dispose() { }
    }
}
