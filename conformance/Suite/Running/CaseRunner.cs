using System.Numerics;
using System.Runtime.InteropServices;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>Runs an engine on a case and says what is to be said of it. Nothing that the engine throws gets out.</summary>
public static class CaseRunner
{
    /// <summary>The verdict on one case.</summary>
    /// <param name="engine">The engine under test.</param>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    public static Verdict Run<T>(IConvolution<T> engine, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            Support support = engine.Supports(data.Problem);
            if (!support.IsSupported) return new Verdict(VerdictKind.Unsupported, support.Reason);
            Verdict verdict = Judge(engine, data, accuracy, out string? kernel);
            return data.Expected.Count > 0 ? verdict with { Kernel = kernel } : verdict;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Verdict(VerdictKind.Crashed, $"{e.GetType().Name}: {FirstLine(e.Message)}");
        }
    }

    private static Verdict Judge<T>(IConvolution<T> engine, CaseData<T> data, AccuracyClass accuracy, out string? kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        kernel = (engine as IRunsKernel)?.Kernel;
        var first = new Call<T>(data, strided: false);
        first.Convolve(engine);
        if (first.Judge(accuracy) is { } wrong) return wrong;

        // The same call on other memory must give the same bits; a view with gaps may be summed in another order.
        var second = new Call<T>(data, strided: false);
        second.Convolve(engine);
        if (!first.HasSameBits(second))
            return new Verdict(VerdictKind.Nondeterministic, "the same call on another buffer gave different bits");

        var view = new Call<T>(data, strided: true);
        view.Convolve(engine);
        if (view.Judge(accuracy) is { } strided) return strided with { Reason = Join("on strided views", strided.Reason) };

        if (engine is IPreparableConvolution<T> preparable)
        {
            var prepared = new Call<T>(data, strided: false);
            kernel = prepared.PrepareAndRun(preparable) ?? kernel;
            if (prepared.Judge(accuracy) is { } stale) return stale with { Reason = Join("with prepared weights", stale.Reason) };
        }
        return data.IsExact ? Verdict.Passed : Verdict.Passed with { NormwiseError = first.NormwiseError() };
    }

    private static string Join(string where, string reason) => reason.Length == 0 ? where : $"{where}: {reason}";

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];

    /// <summary>The memory of one call.</summary>
    private sealed class Call<T>(CaseData<T> data, bool strided) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TensorBuffer<T> input = new(data.Problem.InputShape.AsSpan(), strided, data.Input, spread: 2);
        private readonly TensorBuffer<T> weight = new(data.Problem.WeightShape.AsSpan(), strided, data.Weight);
        private readonly TensorBuffer<T> bias = new(data.Problem.BiasShape.AsSpan(), strided, data.Bias, spread: 3);
        private readonly TensorBuffer<T> output = new(data.Problem.OutputShape.AsSpan(), strided);

        public void Convolve(IConvolution<T> engine) =>
            engine.Convolve(data.Problem, input.View, weight.View, bias.View, output.View);

        /// <summary>Prepares, then destroys the weights that were passed, then runs.</summary>
        /// <returns>Which kernel ran, where it says so.</returns>
        public string? PrepareAndRun(IPreparableConvolution<T> engine)
        {
            var packedFrom = new TensorBuffer<T>(data.Problem.WeightShape.AsSpan(), strided, data.Weight);
            using IPreparedConvolution<T> prepared = engine.Prepare(data.Problem, packedFrom.View, bias.View);
            packedFrom.View.Fill(T.NaN);
            prepared.Run(input.View, output.View);
            return (prepared as IRunsKernel)?.Kernel;
        }

        public Verdict? Judge(AccuracyClass accuracy)
        {
            if (!IsUnchanged(input, data.Input)) return new Verdict(VerdictKind.InputModified, "the input was changed");
            if (!IsUnchanged(weight, data.Weight)) return new Verdict(VerdictKind.InputModified, "the weights were changed");
            if (!IsUnchanged(bias, data.Bias)) return new Verdict(VerdictKind.InputModified, "the bias was changed");
            if (!output.GapsAreUntouched())
                return new Verdict(VerdictKind.OutOfBounds, "memory beside the output's elements was written");
            return Comparison.Find<T>(data, output.ToDense(), accuracy) is { } mismatch
                ? new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch)
                : null;
        }

        public double? NormwiseError() => Comparison.NormwiseError<T>(data, output.ToDense());

        public bool HasSameBits(Call<T> other) => SameBits<T>(output.ToDense(), other.output.ToDense());

        private static bool IsUnchanged(TensorBuffer<T> buffer, T[] values) =>
            buffer.GapsAreUntouched() && SameBits<T>(buffer.ToDense(), values);

        private static bool SameBits<U>(U[] a, U[] b) where U : unmanaged =>
            MemoryMarshal.AsBytes<U>(a).SequenceEqual(MemoryMarshal.AsBytes<U>(b));
    }
}
