using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What Prepare and Run promise: many blocks, many threads, many calls, no allocation.</summary>
public class PreparedKernelTests
{
    /// <summary>More terms than a block of depth, more positions than a block of panels, groups, remainders everywhere.</summary>
    private static readonly string[] Large =
    [
        "bias mb1ic70ih23iw21oc19kh3kw3ph1pw1", "g2mb2ic90ih9iw8oc38kh3kw3ph1pw1", "mb1ic600ih5iw6oc70kh1kw1",
        "mb1ic5ih33iw70oc24kh5kw5sh2sw2ph2pw2", "bias g40mb1ic40ih20iw37oc40kh3kw3ph1pw1", "mb1ic3id6ih9iw40oc20kd3kh3kw3pd1ph1pw1",
        "bias g2mb2ic40ih19iw27oc50kh1kw1", "mb1ic400ih41iw31oc20kh1kw1sh2sw2pw1",
        "bias mb2ic5ih61iw90oc70kh7kw7sh2sw2ph3pw3", "mb1ic33ih30iw61oc40kh3kw3sh2sw2ph1pw1",
    ];

    /// <summary>A small problem of 12 filters that the kernel supports.</summary>
    private static CaseData<float> Small(IConvolution<float> kernel, string batch) => CaseData<float>.Draw(
        new[] { "ic6ih15iw14oc12kh3kw3ph1pw1", "ic6ih15iw14oc12kh1kw1", "ic1ih4iw4oc12kh3kw3ph1pw1", "ic3ih15iw14oc12kh7kw7sh2sw2ph3pw3" }.Select(line => ConvolutionProblem.Parse(batch + line))
            .First(problem => kernel.Supports(problem).IsSupported), FillKind.Exact, seed: 6);

    public static TheoryData<string> Names => [.. Kernels.Names.Where(name => Kernels.Create<float>(name) is IPreparableConvolution<float>), .. Kernels.NormwiseNames];

    /// <summary>"terms" computes nothing that is large.</summary>
    public static TheoryData<string> NamesForLarge => [.. ((IEnumerable<object[]>)Names).Select(row => (string)row[0]).Where(name => name != "terms")];

    /// <summary>Drawn once for all kernels: the oracle takes longer than they do.</summary>
    private static readonly ConcurrentDictionary<string, CaseData<float>> LargeData = new();

    [Theory]
    [MemberData(nameof(NamesForLarge))]
    public void Layers_of_many_blocks_are_right_with_any_number_of_threads(string name)
    {
        int computed = 0;
        foreach (string line in Large)
        {
            CaseData<float> data = LargeData.GetOrAdd(line, l => CaseData<float>.Draw(ConvolutionProblem.Parse(l), FillKind.Exact, seed: 5));
            foreach (int threads in new[] { 1, 5 })
            {
                var kernel = Kernels.Create<float>(name, threads);
                if (!kernel.Supports(data.Problem).IsSupported) continue;
                Assert.Equal(VerdictKind.Passed, CaseRunner.Run(kernel, data, AccuracyOf.Kernel(name)).Kind);
                computed++;
            }
        }
        Assert.True(computed > 0, $"{name} supports none of them");
    }

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

    private static ReadOnlyTensorSpan<float> View(float[] values, IReadOnlyList<nint> shape) => new(values, shape.ToArray());
}

/// <summary>What a kernel promises.</summary>
internal static class AccuracyOf
{
    public static AccuracyClass Kernel(string name) =>
        Kernels.NormwiseNames.Contains(name) ? AccuracyClass.Normwise : AccuracyClass.Componentwise;
}
