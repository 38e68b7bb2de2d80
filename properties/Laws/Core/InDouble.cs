using System.Numerics.Tensors;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Laws;

/// <summary>
/// An engine in double under the laws, whose tensors are float: a call hands it the same numbers and views with gaps in double,
/// and rounds what it gives. Results over small integers are integers below 2^24, so that rounding hides no error of theirs.
/// What it does hide: differences on real data below the rounding of float, and what an engine remembers by the address of a
/// tensor, since every call has copies. The laws in float see both.
/// </summary>
/// <param name="engine">The engine.</param>
internal class InDouble(IConvolution<double> engine) : IConvolution<float>
{
    /// <summary>The engine; one that prepares weights still does.</summary>
    public static IConvolution<float> Of(IConvolution<double> engine) =>
        engine is IPreparableConvolution<double> preparable ? new PreparableInDouble(preparable) : new InDouble(engine);

    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => engine.Supports(problem);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The engine wrote where no element of its output is, or changed an input.</exception>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        using Copy x = new(input), w = new(weight), b = new(bias), y = new(output);
        engine.Convolve(problem, x.View, w.View, b.View, y.View);
        foreach (Copy read in new[] { x, w, b }) read.MustBeUnchanged();
        y.CopyTo(output);
    }

    /// <summary>The same numbers in double, in memory of its own that has gaps where the tensor has.</summary>
    private protected sealed class Copy : IDisposable
    {
        private readonly TensorBuffer<double> buffer;
        private readonly double[] before;

        public Copy(ReadOnlyTensorSpan<float> tensor)
        {
            var values = new float[tensor.FlattenedLength];
            if (values.Length > 0) tensor.FlattenTo(values);
            before = [.. values.Select(value => (double)value)];
            buffer = new TensorBuffer<double>(tensor.Lengths, !tensor.IsDense, before, Spread(tensor));
        }

        public TensorSpan<double> View => buffer.View;

        public void MustBeUnchanged()
        {
            if (!buffer.GapsAreUntouched() || !buffer.ToDense().AsSpan().SequenceEqual(before)) throw new InvalidOperationException("changes an input");
        }

        public void CopyTo(TensorSpan<float> output)
        {
            if (!buffer.GapsAreUntouched()) throw new InvalidOperationException("writes between or beside the elements of its output");
            float[] rounded = [.. buffer.ToDense().Select(value => (float)value)];
            if (rounded.Length > 0) new ReadOnlyTensorSpan<float>(rounded, output.Lengths).CopyTo(output);
        }

        public void Dispose() => buffer.Dispose();

        /// <summary>How far neighbours on the last axis lie apart; 0 is that of an axis of one element.</summary>
        private static int Spread(ReadOnlyTensorSpan<float> tensor) => tensor.Rank == 0 ? 1 : (int)Math.Max(1, tensor.Strides[^1]);
    }
}

/// <summary>One that prepares weights.</summary>
/// <param name="engine">The engine.</param>
internal sealed class PreparableInDouble(IPreparableConvolution<double> engine) : InDouble(engine), IPreparableConvolution<float>
{
    private readonly IPreparableConvolution<double> engine = engine;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The engine changed its weights or its bias.</exception>
    public IPreparedConvolution<float> Prepare(ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        using Copy w = new(weight), b = new(bias);
        IPreparedConvolution<double> prepared = engine.Prepare(problem, w.View, b.View);
        w.MustBeUnchanged();
        b.MustBeUnchanged();
        return new Prepared(prepared);
    }

    private sealed class Prepared(IPreparedConvolution<double> prepared) : IPreparedConvolution<float>
    {
        public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
        {
            using Copy x = new(input), y = new(output);
            prepared.Run(x.View, y.View);
            x.MustBeUnchanged();
            y.CopyTo(output);
        }

        public void Dispose() => prepared.Dispose();
    }
}
