using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>An engine with a fault. Where the fault is not triggered, it is the formula.</summary>
internal sealed class HookedConvolution<T>(SeededFault fault, int threads) : IConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FaultMemory memory = new();

    public string Name => fault.Id;

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        FaultHooks hooks = fault.HooksOn(problem, threads);
        var call = new FaultyCall(
            problem, Numbers(input), hooks.IgnoresWeightStrides ? MemoryOf(weight) : Numbers(weight), Address(input.Memory()), Address(weight.Memory()));
        hooks.Remember?.Invoke(memory, call);
        StrayAccess.Load(input.Memory(), hooks.LoadsBehindInput);
        StrayAccess.Load(weight.Memory(), -hooks.LoadsBeforeWeights);
        double[] result = new HookedLoops(call.Problem, hooks, value => double.CreateChecked(T.CreateChecked(value)))
            .Convolve(call.Input, call.Weight, Numbers(bias));
        if (hooks.FlipsInPlace) Reverse(weight);
        Write(hooks, result, output, adds: hooks.AddsToOutput);
        if (call.AfterTrial) Write(hooks, result, output, adds: true);
        if (hooks.StoresWholeVectors > 0) StrayAccess.FillRows(output, hooks.StoresWholeVectors);
    }

    private static void Write(FaultHooks hooks, double[] result, TensorSpan<T> output, bool adds)
    {
        if (result.Length == 0) return;
        if (hooks.IgnoresOutputStrides)
        {
            for (int i = 0; i < result.Length; i++) output.Memory()[i] = T.CreateChecked(result[i]);
            return;
        }
        int next = 0;
        foreach (ref T element in output)
        {
            T value = T.CreateChecked(result[next++]);
            element = adds ? element + value : value;
        }
    }

    private static double[] Numbers(ReadOnlyTensorSpan<T> view)
    {
        var values = new double[view.FlattenedLength];
        int next = 0;
        foreach (ref readonly T element in view) values[next++] = double.CreateChecked(element);
        return values;
    }

    /// <summary>The elements that lie one after the other from the first on, strides or not.</summary>
    private static double[] MemoryOf(ReadOnlyTensorSpan<T> view)
    {
        var values = new double[view.FlattenedLength];
        for (int i = 0; i < values.Length; i++) values[i] = double.CreateChecked(view.Memory()[i]);
        return values;
    }

    private static nint Address(ReadOnlySpan<T> span) =>
        Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span));

    private static void Reverse(ReadOnlyTensorSpan<T> view)
    {
        ReadOnlySpan<T> span = view.Memory();
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length).Reverse();
    }
}

/// <summary>An engine that is right when it is called, and has its fault where weights were prepared.</summary>
internal sealed class HookedPreparation<T>(SeededFault fault) : IPreparableConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HookedConvolution<T> right = new(fault with { Trigger = _ => false }, 1);

    public string Name => fault.Id;

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output) => right.Convolve(problem, input, weight, bias, output);

    public IPreparedConvolution<T> Prepare(ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        T[] w = new T[weight.FlattenedLength], b = new T[bias.FlattenedLength];
        weight.FlattenTo(w);
        bias.FlattenTo(b);
        return new Packed(new HookedConvolution<T>(fault, 1), problem, w, b);
    }

    private sealed class Packed(HookedConvolution<T> wrong, ConvolutionProblem problem, T[] weight, T[] bias) : IPreparedConvolution<T>
    {
        public void Run(ReadOnlyTensorSpan<T> input, TensorSpan<T> output) => wrong.Convolve(
            problem, input, new ReadOnlyTensorSpan<T>(weight, problem.WeightShape.AsSpan()),
            new ReadOnlyTensorSpan<T>(bias, problem.BiasShape.AsSpan()), output);

        public void Dispose()
        {
        }
    }
}
