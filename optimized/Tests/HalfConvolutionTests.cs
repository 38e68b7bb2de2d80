using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Half in and out, sums in float: rounded once, and judged by a bound that sums in Half do not keep.</summary>
public class HalfConvolutionTests
{
    private static readonly HalfConvolution Kernel = Kernels.CreateHalf("auto");

    [Fact]
    public void Every_half_goes_through_unchanged()
    {
        Half[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];
        Half[] output = Run(ConvolutionProblem.Parse("mb1ic1ih256iw256oc1kh1kw1"), all, [Half.One], []);
        for (int i = 0; i < all.Length; i++) Assert.True(all[i].Equals(output[i]), $"{all[i]} became {output[i]}");
    }

    [Theory]
    [InlineData(new[] { 65504.0, 65504, 65504 }, new[] { 1.0, 1, -1 }, 65504)] // beyond the largest Half on the way
    [InlineData(new[] { 65504.0, 8, 8 }, new[] { 1.0, 1, 1 }, double.PositiveInfinity)] // 65520, the tie, goes to even
    [InlineData(new[] { 65504.0, 8, 7 }, new[] { 1.0, 1, 1 }, 65504)]
    [InlineData(new[] { -65504.0, -8, -9 }, new[] { 1.0, 1, 1 }, double.NegativeInfinity)]
    [InlineData(new[] { 2048.0, 1, 1 }, new[] { 1.0, 1, 1 }, 2050)] // in Half, 2048 + 1 is 2048
    [InlineData(new[] { 2048.0, 1, 0 }, new[] { 1.0, 1, 1 }, 2048)] // a tie
    [InlineData(new[] { 2048.0, 3, 0 }, new[] { 1.0, 1, 1 }, 2052)] // a tie
    [InlineData(new[] { 5.9604644775390625e-8, 0, 0 }, new[] { 1.0, 1, 1 }, 5.9604644775390625e-8)] // the smallest Half
    [InlineData(new[] { 5.9604644775390625e-8, 0, 0 }, new[] { 0.5, 1, 1 }, 0)] // half of it: a tie
    [InlineData(new[] { 5.9604644775390625e-8, 5.9604644775390625e-8, 0 }, new[] { 0.5, 0.25, 1 }, 5.9604644775390625e-8)]
    public void A_sum_is_rounded_once(double[] input, double[] weight, double expected)
    {
        Half[] output = Run(ConvolutionProblem.Parse("mb1ic3iw1oc1kw1"), Halves(input), Halves(weight), []);
        Assert.Equal((Half)expected, Assert.Single(output));
    }

    [Fact]
    public void Sums_in_half_do_not_keep_the_bound_of_sums_in_float()
    {
        var data = CaseData<Half>.Draw(ConvolutionProblem.Parse("mb1ic64ih8iw8oc4kh3kw3"), FillKind.Real, seed: 1);
        var naive = new NaiveConvolution<Half>();
        Assert.Equal(VerdictKind.Passed, CaseRunner.Run(naive, data, AccuracyClass.Componentwise).Kind);
        Assert.Equal(VerdictKind.Failed, CaseRunner.Run(naive, data, AccuracyClass.SummedInFloat).Kind);
        Assert.Equal(VerdictKind.Passed, CaseRunner.Run(Kernel, data, AccuracyClass.SummedInFloat).Kind);
    }

    [Theory]
    [InlineData(65504, 16.5, double.PositiveInfinity, true)]
    [InlineData(65504, 16.5, 65504, false)]
    [InlineData(65504, 15.5, 65504, true)]
    [InlineData(65504, 15.5, double.PositiveInfinity, false)]
    [InlineData(1, 0.25, 1.25, true)]
    [InlineData(1, 0.25, 1.2509765625, false)] // the Half next to it
    public void The_bound_of_sums_in_float_leaves_only_the_roundings(double input, double bias, double output, bool isRight)
    {
        var problem = ConvolutionProblem.Parse("bias mb1ic1iw1oc1kw1");
        var data = new CaseData<Half>(problem, [(Half)input], [Half.One], [(Half)bias], isExact: false);
        Assert.Equal(isRight, Comparison.Find<Half>(data, [(Half)output], AccuracyClass.SummedInFloat) is null);
    }

    [Fact]
    public void Tensors_of_other_shapes_are_refused_and_what_ran_is_told()
    {
        var problem = ConvolutionProblem.Parse("mb1ic2ih5iw5oc8kh3kw3");
        using var prepared = Kernel.Prepare(problem, new(new Half[problem.WeightCount], problem.WeightShape.AsSpan()), default);
        var (input, output) = (new Half[problem.InputCount], new Half[problem.OutputCount]);
        Assert.Equal("C14", Assert.Throws<RuleException>(() => prepared.Run(new(input, [1, 2, 25]), new TensorSpan<Half>(output, problem.OutputShape.AsSpan()))).Rule);
        Assert.Equal("C17", Assert.Throws<RuleException>(() => prepared.Run(new(input, problem.InputShape.AsSpan()), new TensorSpan<Half>(output, [1, 8, 9]))).Rule);
        Assert.Equal("C15", Assert.Throws<RuleException>(() => Kernel.Prepare(problem, new(new Half[problem.WeightCount], [8, 2, 9]), default)).Rule);
        using var inFloat = ((IPreparableConvolution<float>)Kernels.Create<float>("auto", threads: 1)).Prepare(problem, new(new float[problem.WeightCount], problem.WeightShape.AsSpan()), default);
        Assert.Equal(((IRunsKernel)inFloat).Kernel, ((IRunsKernel)prepared).Kernel);
    }

    [Fact]
    public void Run_allocates_nothing()
    {
        var data = CaseData<Half>.Draw(ConvolutionProblem.Parse("bias mb2ic6ih15iw14oc12kh3kw3ph1pw1"), FillKind.Exact, seed: 7);
        ConvolutionProblem p = data.Problem;
        using var prepared = Kernel.Prepare(p, new(data.Weight, p.WeightShape.AsSpan()), new(data.Bias, p.BiasShape.AsSpan()));
        var output = new Half[p.OutputCount];
        for (int i = 0; i < 50; i++) prepared.Run(new(data.Input, p.InputShape.AsSpan()), new TensorSpan<Half>(output, p.OutputShape.AsSpan()));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) prepared.Run(new(data.Input, p.InputShape.AsSpan()), new TensorSpan<Half>(output, p.OutputShape.AsSpan()));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Calls_at_the_same_time_do_not_disturb_each_other()
    {
        var data = CaseData<Half>.Draw(ConvolutionProblem.Parse("mb2ic6ih15iw14oc12kh3kw3ph1pw1"), FillKind.Exact, seed: 8);
        ConvolutionProblem p = data.Problem;
        using var prepared = Kernel.Prepare(p, new(data.Weight, p.WeightShape.AsSpan()), default);
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            var output = new Half[p.OutputCount];
            prepared.Run(new(data.Input, p.InputShape.AsSpan()), new TensorSpan<Half>(output, p.OutputShape.AsSpan()));
            Assert.True(Comparison.Find<Half>(data, output, AccuracyClass.SummedInFloat) is null);
        });
    }

    private static Half[] Halves(double[] values) => [.. values.Select(value => (Half)value)];

    private static Half[] Run(ConvolutionProblem p, Half[] input, Half[] weight, Half[] bias)
    {
        var output = new Half[p.OutputCount];
        Kernel.Convolve(p, new(input, p.InputShape.AsSpan()), new(weight, p.WeightShape.AsSpan()), new(bias, p.BiasShape.AsSpan()),
            new TensorSpan<Half>(output, p.OutputShape.AsSpan()));
        return output;
    }
}
