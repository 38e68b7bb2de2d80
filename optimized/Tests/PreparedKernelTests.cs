using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What Prepare and Run promise: many calls, at the same time too, no allocation.</summary>
public class PreparedKernelTests
{
    /// <summary>A small problem of 12 filters that the kernel supports.</summary>
    private static CaseData<float> Small(IConvolution<float> kernel, string batch) => CaseData<float>.Draw(
        new[] { "ic6ih15iw14oc12kh3kw3ph1pw1", "ic6ih15iw14oc12kh1kw1", "ic1ih4iw4oc12kh3kw3ph1pw1", "ic3ih15iw14oc12kh7kw7sh2sw2ph3pw3" }.Select(line => ConvolutionProblem.Parse(batch + line))
            .First(problem => kernel.Supports(problem).IsSupported), FillKind.Exact, seed: 6);

    public static TheoryData<string> Names => [.. Kernels.Names.Where(name => Kernels.Create<float>(name) is IPreparableConvolution<float>), .. Kernels.NormwiseNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Calls_at_the_same_time_do_not_disturb_each_other(string name)
    {
        var kernel = (IPreparableConvolution<float>)Kernels.Create<float>(name);
        CaseData<float> data = Small(kernel, "mb2");
        using var prepared = kernel.Prepare(data.Problem, View(data.Weight, data.Problem.WeightShape), default);
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            var output = new float[data.Problem.OutputCount];
            prepared.Run(View(data.Input, data.Problem.InputShape), new TensorSpan<float>(output, data.Problem.OutputShape.AsSpan()));
            Assert.True(Comparison.Find<float>(data, output, AccuracyOf.Kernel(name)) is null);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_allocates_nothing(string name)
    {
        var kernel = (IPreparableConvolution<float>)Kernels.Create<float>(name);
        CaseData<float> data = Small(kernel, "bias mb1");
        using var prepared = kernel.Prepare(data.Problem, View(data.Weight, data.Problem.WeightShape), View(data.Bias, data.Problem.BiasShape));
        var output = new float[data.Problem.OutputCount];
        nint[] inputShape = [.. data.Problem.InputShape], outputShape = [.. data.Problem.OutputShape];
        for (int i = 0; i < 50; i++) prepared.Run(new(data.Input, inputShape), new TensorSpan<float>(output, outputShape));
        // A collection that another test causes counts what is left of this thread's allocation context: the least counts.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) prepared.Run(new(data.Input, inputShape), new TensorSpan<float>(output, outputShape));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    /// <summary>Nothing is written then: kernels trust the shapes.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors_of_other_shapes_are_refused(string name)
    {
        var kernel = (IPreparableConvolution<float>)Kernels.Create<float>(name, threads: 1);
        CaseData<float> data = Small(kernel, "bias mb1");
        ConvolutionProblem p = data.Problem;
        using var prepared = kernel.Prepare(p, View(data.Weight, p.WeightShape), View(data.Bias, p.BiasShape));
        var output = new float[p.OutputCount];
        Refuses("C14", () => prepared.Run(View(data.Input, Larger(p.InputShape)), new TensorSpan<float>(output, p.OutputShape.AsSpan())));
        Refuses("C17", () => prepared.Run(View(data.Input, p.InputShape), new TensorSpan<float>(output, Larger(p.OutputShape))));
        Refuses("C15", () => kernel.Prepare(p, View(data.Weight, Larger(p.WeightShape)), View(data.Bias, p.BiasShape)).Dispose());
        Refuses("C16", () => kernel.Prepare(p, View(data.Weight, p.WeightShape), default).Dispose());
        Assert.All(output, value => Assert.Equal(0, value));

        static void Refuses(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleException>(act).Rule);
        // As many elements, with another axis of length 1: the memory would do.
        static nint[] Larger(IReadOnlyList<nint> shape) => [.. shape, 1];
    }

    private static ReadOnlyTensorSpan<float> View(float[] values, IReadOnlyList<nint> shape) => new(values, shape.ToArray());
}

/// <summary>What a kernel promises.</summary>
internal static class AccuracyOf
{
    public static AccuracyClass Kernel(string name) =>
        Kernels.NormwiseNames.Contains(name) ? AccuracyClass.Normwise : AccuracyClass.Componentwise;
}
