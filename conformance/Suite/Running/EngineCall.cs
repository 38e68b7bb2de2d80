using System.Numerics;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Suite.Running;

/// <summary>How an engine is called on the tensors of a case.</summary>
public enum CallKind
{
    /// <summary>On dense tensors.</summary>
    Dense,

    /// <summary>Just the same, on other memory.</summary>
    Repeat,

    /// <summary>On views with gaps.</summary>
    Strided,

    /// <summary>With weights packed before, and their memory changed since; only of engines that prepare.</summary>
    Prepared,
}

/// <summary>What one call left behind.</summary>
/// <param name="Kind">How the engine was called.</param>
/// <param name="Output">Y: [N, C_out, o…], dense; empty where the call threw.</param>
public sealed record CallOutcome<T>(CallKind Kind, T[] Output)
{
    /// <summary>"input", "weights" or "bias": what the engine changed; null where it changed nothing.</summary>
    public string? Changed { get; init; }

    /// <summary>Whether memory beside the output's elements was written.</summary>
    public bool WroteBeside { get; init; }

    /// <summary>Which kernel ran, where the engine says so.</summary>
    public string? Kernel { get; init; }

    /// <summary>What was thrown, as one line; null for nothing.</summary>
    public string? Error { get; init; }
}

/// <summary>The tensors of a call, dense and in row-major order.</summary>
/// <param name="Problem">What is computed.</param>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
public sealed record Operands<T>(ConvolutionProblem Problem, T[] Input, T[] Weight, T[] Bias);

/// <summary>One call of an engine on memory of its own. Nothing that the engine throws gets out.</summary>
public static class EngineCall
{
    /// <summary>Calls the engine; null where it has no such call.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="kind">How it is called.</param>
    /// <param name="operands">The tensors.</param>
    public static CallOutcome<T>? Make<T>(IConvolution<T> engine, CallKind kind, Operands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == CallKind.Prepared && engine is not IPreparableConvolution<T>) return null;
        try
        {
            return new Call<T>(operands, kind == CallKind.Strided).Run(engine, kind);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new CallOutcome<T>(kind, []) { Error = Describe(e) };
        }
    }

    /// <summary>An exception as one line.</summary>
    internal static string Describe(Exception e) => $"{e.GetType().Name}: {e.Message.ReplaceLineEndings("\n").Split('\n')[0]}";

    private sealed class Call<T>(Operands<T> operands, bool strided) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ConvolutionProblem problem = operands.Problem;
        private readonly TensorBuffer<T> input = new(operands.Problem.InputShape.AsSpan(), strided, operands.Input, spread: 2);
        private readonly TensorBuffer<T> weight = new(operands.Problem.WeightShape.AsSpan(), strided, operands.Weight);
        private readonly TensorBuffer<T> bias = new(operands.Problem.BiasShape.AsSpan(), strided, operands.Bias, spread: 3);
        private readonly TensorBuffer<T> output = new(operands.Problem.OutputShape.AsSpan(), strided);

        public CallOutcome<T> Run(IConvolution<T> engine, CallKind kind)
        {
            string? kernel = (engine as IRunsKernel)?.Kernel;
            if (kind == CallKind.Prepared) kernel = PrepareAndRun((IPreparableConvolution<T>)engine) ?? kernel;
            else engine.Convolve(problem, input.View, weight.View, bias.View, output.View);
            return new CallOutcome<T>(kind, output.ToDense())
            {
                Changed = IsChanged(input, operands.Input) ? "input"
                    : IsChanged(weight, operands.Weight) ? "weights"
                    : IsChanged(bias, operands.Bias) ? "bias" : null,
                WroteBeside = !output.GapsAreUntouched(),
                Kernel = kernel,
            };
        }

        /// <summary>Prepares, then destroys the weights that were passed, then runs.</summary>
        private string? PrepareAndRun(IPreparableConvolution<T> engine)
        {
            var packedFrom = new TensorBuffer<T>(problem.WeightShape.AsSpan(), strided, operands.Weight);
            using IPreparedConvolution<T> prepared = engine.Prepare(problem, packedFrom.View, bias.View);
            packedFrom.View.Fill(T.NaN);
            prepared.Run(input.View, output.View);
            return (prepared as IRunsKernel)?.Kernel;
        }

        private static bool IsChanged(TensorBuffer<T> buffer, T[] values) =>
            !buffer.GapsAreUntouched() || !Bits.AreSame(buffer.ToDense(), values);
    }
}

/// <summary>Numbers compared as bits.</summary>
internal static class Bits
{
    public static bool AreSame<T>(T[] a, T[] b) where T : unmanaged =>
        MemoryMarshal.AsBytes<T>(a).SequenceEqual(MemoryMarshal.AsBytes<T>(b));
}
