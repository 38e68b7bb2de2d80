using System.Numerics.Tensors;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>A convolution as matrix products over packed weights. Calls may run at the same time; one allocates nothing
/// once as many have run at once as ever will.</summary>
internal abstract unsafe class PreparedGemm<T> : IPreparedConvolution<T>, IRunsKernel where T : unmanaged
{
    private readonly int threads;
    private readonly Stack<GemmCall<T>> more = new();
    private GemmCall<T>? idle;

    protected PreparedGemm(ConvolutionProblem problem, ReadOnlySpan<T> bias, int biasStride, int threads)
    {
        (Problem, Depth, this.threads) = (problem, checked((int)problem.WindowTerms), threads);
        Bias = new T[problem.BiasCount];
        for (int i = 0; i < Bias.Length; i++) Bias[i] = bias[i * biasStride];
    }

    /// <summary>The name of the strategy that made it.</summary>
    public string? Strategy { get; set; }

    /// <inheritdoc/>
    public string Kernel => KernelName.Of(Strategy ?? "", GetType());

    protected ConvolutionProblem Problem { get; }

    protected T[] Bias { get; }

    /// <summary>K, the terms of a window.</summary>
    protected int Depth { get; }

    /// <summary>Whether a pointwise problem may be handed over with its spatial axes made one.</summary>
    protected virtual bool MayBeLine => true;

    /// <summary>How many items a call has.</summary>
    protected abstract int Items { get; }

    public void Run(ReadOnlyTensorSpan<T> input, TensorSpan<T> output)
    {
        TensorShapes.CheckInput(Problem, input);
        TensorShapes.CheckOutput<T>(Problem, output);
        if (output.FlattenedLength == 0) return;
        ReadOnlySpan<T> x = input.Memory();
        Span<T> y = output.Memory();
        GemmCall<T> call = Interlocked.Exchange(ref idle, null) ?? Another();
        fixed (T* px = x, py = y)
        {
            call.Set(Problem, px, x.Length, input.Strides, py, y.Length, output.Strides, MayBeLine);
            Execute(call);
        }
        if (Interlocked.CompareExchange(ref idle, call, null) is not null) Keep(call);
    }

    /// <summary>For a caller that comes while others are at work.</summary>
    private GemmCall<T> Another()
    {
        lock (more) return more.TryPop(out GemmCall<T>? call) ? call : new(Compute);
    }

    private void Keep(GemmCall<T> call)
    {
        lock (more) more.Push(call);
    }

    public void Dispose()
    {
    }

    /// <summary>Computes a call; in one pass over its items, where nothing else is said.</summary>
    protected virtual void Execute(GemmCall<T> call) => Share(call, Items);

    /// <summary>Shares out items among the threads, and waits for all of them.</summary>
    protected void Share(IParallelWork work, int items) => WorkerTeam.Shared.Run(work, items, threads);

    protected abstract void Compute(GemmCall<T> call, int item);
}
