using System.Numerics.Tensors;
using Conformance.Diagnosis.Alarms;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>What is right passes, whatever the order of its sums; the verb "alarms" asks the same at length.</summary>
public class FalseAlarmTests
{
    [Fact]
    public void Right_engines_of_random_orders_raise_no_alarm()
    {
        IReadOnlyList<ConformanceCase> cases = [.. CaseFiles.Standard<float>(0.5, seed: 1).Where((item, i) => i % 3 == 0 && item.Problem.MultiplyAdds < 50_000)];
        FalseAlarms found = FalseAlarms.Count(orders: 3, cases, checks: 3000, seed: 1);
        Assert.Empty(found.Alarms);
        Assert.Equal(6 * cases.Count, found.Verdicts);
        Assert.True(found.Checks >= 3000);
    }

    [Fact]
    public void Other_orders_and_fused_sums_round_otherwise()
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse("mb1ic64iw8oc8kw3");
        var data = CaseData<float>.Draw(problem, FillKind.Real, 1);
        float[][] outputs = [.. new[] { new ShuffledConvolution(1, false), new(2, false), new(1, true) }.Select(Run)];
        Assert.Equal(3, outputs.Select(y => string.Join(' ', y)).Distinct().Count());

        float[] Run(IConvolution<float> engine)
        {
            var y = new float[problem.OutputCount];
            engine.Convolve(problem, new(data.Input, problem.InputShape.AsSpan()), new(data.Weight, problem.WeightShape.AsSpan()),
                new(data.Bias, problem.BiasShape.AsSpan()), new TensorSpan<float>(y, problem.OutputShape.AsSpan()));
            return y;
        }
    }
}
