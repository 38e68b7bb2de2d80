using System.Globalization;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A C# file that reproduces a finding; it compiles against Conformance.Laws, and the engine is what one passes.</summary>
public static class Snippet
{
    private const int MostNumbers = 200;

    /// <summary>The file.</summary>
    public static string Write(Finding finding)
    {
        LawData data = finding.Data;
        bool isDouble = finding.Subject.Type == ElementType.F64, isShort = data.Input.Length + data.Weight.Length + data.Bias.Length <= MostNumbers;
        string numbers = isShort
            ? $"new LawData(\n            Input: {Numbers(data.Input)},\n            Weight: {Numbers(data.Weight)},\n            Bias: {Numbers(data.Bias)})"
            : $"LawData.Draw(problem, seed: {finding.Seed})";
        return $$"""
            // {{finding.Law.Name}}: {{finding.Law.Formula}}
            // {{finding.Engine}}: {{finding.Reason.ReplaceLineEndings(" ")}}
            using System;
            using System.Linq;
            using Conformance.Catalog;
            using Conformance.Laws;
            using Conformance.Spec;

            public static class Repro
            {
                /// <summary>Prints and returns whether the law holds for an engine.</summary>
                public static LawResult Run(IConvolution<{{(isDouble ? "double" : "float")}}> engine)
                {
                    var problem = ConvolutionProblem.Parse("{{finding.Problem}}");
                    var data = {{numbers}};
                    var subject = {{(isDouble ? "LawSubject.OfDouble" : "new LawSubject")}}(engine.Name, AccuracyClass.{{finding.Subject.Accuracy}}, _ => engine);
                    Law law = LawBook.All.Single(l => l.Name == "{{finding.Law.Name}}");
                    LawResult result = law.Judge(new LawContext(subject, problem, seed: {{finding.Seed}}, data));
                    Console.WriteLine(result);
                    return result;
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Numbers(float[] values) =>
        $"[{string.Join(", ", values.Select(v => v == MathF.Truncate(v) ? v.ToString(CultureInfo.InvariantCulture) : $"{v.ToString("R", CultureInfo.InvariantCulture)}f"))}]";
}
