using System.Numerics;
using System.Runtime.InteropServices;
using Conformance.Spec;
using Conformance.Suite.Memory;

namespace Conformance.Suite.Running;

/// <summary>One call of an engine on memory of its own. Nothing that the engine throws gets out.</summary>
public static class EngineCall
{
    /// <summary>Calls the engine; null where it has no such call.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="kind">How it is called.</param>
    /// <param name="operands">The tensors.</param>
    /// <param name="guards">What a guarded call guards.</param>
    public static CallOutcome<T>? Make<T>(IConvolution<T> engine, CallKind kind, Operands<T> operands, Guards guards = Guards.All)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == CallKind.Prepared && engine is not IPreparableConvolution<T>) return null;
        try
        {
            using var call = new Call<T>(operands, kind, guards);
            return call.Run(engine);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new CallOutcome<T>(kind, []) { Error = Describe(e) };
        }
    }

    /// <summary>An exception as one line.</summary>
    internal static string Describe(Exception e) => $"{e.GetType().Name}: {e.Message.ReplaceLineEndings("\n").Split('\n')[0]}";

    private sealed class Call<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Operands<T> operands;
        private readonly ConvolutionProblem problem;
        private readonly CallKind kind;
        private readonly ITensorMemory<T> input, weight, bias, output;

        public Call(Operands<T> operands, CallKind kind, Guards guards)
        {
            (this.operands, problem, this.kind) = (operands, operands.Problem, kind);
            input = Memory(Guards.Input, problem.InputShape.AsSpan(), operands.Input, spread: 2);
            weight = Memory(Guards.Weights, problem.WeightShape.AsSpan(), operands.Weight, spread: 1);
            bias = Memory(Guards.Bias, problem.BiasShape.AsSpan(), operands.Bias, spread: 3);
            output = Memory(Guards.Output, problem.OutputShape.AsSpan(), null, spread: 1);

            ITensorMemory<T> Memory(Guards tensor, ReadOnlySpan<nint> shape, T[]? values, int spread)
            {
                bool isGuarded = kind.IsGuarded() && guards.HasFlag(tensor);
                if (!isGuarded) return new TensorBuffer<T>(shape, kind == CallKind.Strided, values, spread);
                if (values is null) Array.Fill(values = new T[problem.OutputCount], T.NaN);
                return new GuardedMemory<T>(values, kind == CallKind.GuardedEnd, shape, guards.HasFlag(Guards.Readable));
            }
        }

        public CallOutcome<T> Run(IConvolution<T> engine)
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

        public void Dispose()
        {
            foreach (ITensorMemory<T> memory in new[] { input, weight, bias, output }) memory.Dispose();
        }

        /// <summary>Prepares, then destroys the weights that were passed, then runs.</summary>
        private string? PrepareAndRun(IPreparableConvolution<T> engine)
        {
            var packedFrom = new TensorBuffer<T>(problem.WeightShape.AsSpan(), strided: false, operands.Weight);
            using IPreparedConvolution<T> prepared = engine.Prepare(problem, packedFrom.View, bias.View);
            packedFrom.View.Fill(T.NaN);
            prepared.Run(input.View, output.View);
            return (prepared as IRunsKernel)?.Kernel;
        }

        private static bool IsChanged(ITensorMemory<T> buffer, T[] values) =>
            !buffer.GapsAreUntouched() || !Bits.AreSame(buffer.ToDense(), values);
    }
}

/// <summary>Numbers compared as bits.</summary>
internal static class Bits
{
    public static bool AreSame<T>(T[] a, T[] b) where T : unmanaged =>
        MemoryMarshal.AsBytes<T>(a).SequenceEqual(MemoryMarshal.AsBytes<T>(b));
}
