using System.Globalization;
using Conformance.Spec;

namespace Conformance.Suite.Reports;

/// <summary>A C# file that compiles against Conformance.Spec, .Oracle and .Suite: the engine is what one passes.</summary>
public sealed class CSharpRepro : IReproWriter
{
    /// <inheritdoc/>
    public string Name => "C#";

    /// <inheritdoc/>
    public string Write(ReproCase repro)
    {
        string type = repro.Type switch { ElementType.F16 => "Half", ElementType.F64 => "double", _ => "float" };
        string comments = string.Concat(Repros.Heading(repro).Select(line => $"// {line}\n"));
        string data = repro.Numbers is { } n
            ? $"new CaseData<{type}>(problem,\n            input: {Numbers(n.Input, repro.Type)},\n            weight: {Numbers(n.Weight, repro.Type)},\n            bias: {Numbers(n.Bias, repro.Type)}, isExact: {(repro.IsExact ? "true" : "false")})"
            : $"CaseData<{type}>.Draw(problem, FillKind.{repro.Fill}, seed: {repro.Seed})";
        return $$"""
            {{comments}}using System;
            using System.Numerics.Tensors;
            using Conformance.Spec;
            using Conformance.Suite.Cases;

            public static class Repro
            {
                /// <summary>Prints what an engine gives and what is right; returns how many elements differ by more than they may.</summary>
                public static int Run(IConvolution<{{type}}> engine)
                {
                    var problem = ConvolutionProblem.Parse("{{repro.Problem}}");
                    var data = {{data}};
                    var output = new {{type}}[problem.OutputCount];
                    Array.Fill(output, {{type}}.NaN);
                    engine.Convolve(problem,
                        new ReadOnlyTensorSpan<{{type}}>(data.Input, problem.InputShape.AsSpan()),
                        new ReadOnlyTensorSpan<{{type}}>(data.Weight, problem.WeightShape.AsSpan()),
                        new ReadOnlyTensorSpan<{{type}}>(data.Bias, problem.BiasShape.AsSpan()),
                        new TensorSpan<{{type}}>(output, problem.OutputShape.AsSpan()));
                    int wrong = 0;
                    for (int i = 0; i < output.Length; i++)
                    {
                        double allowed = data.IsExact ? 0 : data.Expected.Bound(i);
                        if (output[i] == data.Expected.Values[i] || data.Expected.Error(i, output[i]) <= allowed) continue;
                        wrong++;
                        Console.WriteLine($"output {i}: expected {data.Expected.Values[i]:R}, got {output[i]:R}");
                    }
                    return wrong;
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Numbers(IReadOnlyList<double> values, ElementType type) =>
        $"[{string.Join(", ", values.Select(v => type == ElementType.F16 ? $"(Half)({Number(v)}f)" : type == ElementType.F32 && v != Math.Truncate(v) ? $"{Number(v)}f" : Number(v)))}]";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
