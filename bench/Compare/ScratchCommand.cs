using System.CommandLine;
using System.Numerics.Tensors;
using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Bench.Compare;

/// <summary>"scratch": what a thread of ours keeps beside the tensors, measured, and how large the matrix of explicit im2col is.</summary>
internal static class ScratchCommand
{
    public const string Verb = "scratch";

    private static readonly string[] Planners = ["auto", "fast"];

    public static Command Create()
    {
        var command = new Command(Verb, "Scratch memory of our planners per thread, beside the matrix of explicit im2col.");
        command.SetAction(_ =>
        {
            Console.WriteLine($"| layer | {string.Join(" | ", Planners.Select(name => $"{name} | KiB"))} | im2col matrix, KiB |");
            Console.WriteLine($"|---|{string.Concat(Planners.Select(_ => "---|--:|"))}--:|");
            foreach (ConvolutionProblem layer in Layers.All)
            {
                var cells = Planners.Select(name => Measure(name, layer)!.Value).Select(m => $"{m.Kernel} | {m.Bytes / 1024.0:N0}");
                double matrix = layer.Axes.Aggregate((double)layer.InputChannels, (size, axis) => size * axis.Kernel * axis.Output) * sizeof(float);
                Console.WriteLine($"| {Layers.Label(layer)} | {string.Join(" | ", cells)} | {matrix / 1024:N0} |");
            }
        });
        return command;
    }

    /// <summary>What the first call of a thread allocates: later ones allocate nothing. Null of a kernel that does not prepare.</summary>
    public static (string Kernel, long Bytes)? Measure(string name, ConvolutionProblem layer)
    {
        if (Kernels.Create<float>(name, threads: 1) is not IPreparableConvolution<float> kernel) return null;
        float[] input = new float[layer.InputCount], weight = new float[layer.WeightCount], output = new float[layer.OutputCount];
        using var prepared = kernel.Prepare(layer, new(weight, layer.WeightShape.AsSpan()), default);
        // Once elsewhere, so that nothing is compiled while it is counted.
        prepared.Run(new(input, layer.InputShape.AsSpan()), new TensorSpan<float>(output, layer.OutputShape.AsSpan()));
        long bytes = 0;
        var thread = new Thread(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            prepared.Run(new(input, layer.InputShape.AsSpan()), new TensorSpan<float>(output, layer.OutputShape.AsSpan()));
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        return (((IRunsKernel)prepared).Kernel, bytes);
    }
}
