using System.Text;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>C# that reproduces a finding.</summary>
public static class Snippet
{
    private const int MostNumbers = 200;

    /// <summary>The statements; "engine" is the engine under test.</summary>
    public static string Write(Finding finding)
    {
        ConvolutionProblem p = finding.Problem;
        LawData data = finding.Data;
        var text = new StringBuilder();
        text.Append($"// {finding.Law.Name}: {finding.Law.Formula}\n");
        text.Append($"// {finding.Engine}: {finding.Reason}\n");
        text.Append($"var problem = ConvolutionProblem.Parse(\"{p}\");\n");
        bool isShort = data.Input.Length + data.Weight.Length + data.Bias.Length <= MostNumbers;
        text.Append(isShort
            ? $"var data = new LawData(\n    Input: {Numbers(data.Input)},\n    Weight: {Numbers(data.Weight)},\n    Bias: {Numbers(data.Bias)});\n"
            : $"var data = LawData.Draw(problem, seed: {finding.Seed});\n");
        text.Append("var subject = new LawSubject(engine.Name, AccuracyClass.Componentwise, _ => engine);\n");
        text.Append($"Law law = LawBook.All.Single(l => l.Name == \"{finding.Law.Name}\");\n");
        text.Append($"LawResult result = law.Judge(new LawContext(subject, problem, seed: {finding.Seed}, data));\n");
        text.Append("Console.WriteLine(result);\n");
        if (!finding.Law.UsesOracle) return text.ToString();
        text.Append("var output = new float[problem.OutputCount];\n");
        text.Append("engine.Convolve(problem, new(data.Input, problem.InputShape.AsSpan()), new(data.Weight, problem.WeightShape.AsSpan()),\n"
            + "    new(data.Bias, problem.BiasShape.AsSpan()), new TensorSpan<float>(output, problem.OutputShape.AsSpan()));\n");
        return text.ToString();
    }

    private static string Numbers(float[] values) =>
        $"[{string.Join(", ", values.Select(v => v == MathF.Truncate(v) ? $"{v}" : $"{v:R}f"))}]";
}
