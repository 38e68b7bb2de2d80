using System.CommandLine;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Says what a problem line means.</summary>
internal sealed class DescribeCommand(IAnsiConsole console)
{
    private readonly Argument<string> line = new("line") { Description = "A problem line." };

    public Command Create()
    {
        var command = new Command("describe", "Says what a problem line means: shapes, pads, counts, what exact fills prove.") { line };
        command.SetAction(options => Run(ProblemLine.Parse(options.GetRequiredValue(line))));
        return command;
    }

    private int Run(ProblemLine parsed)
    {
        ConvolutionProblem p = parsed.Problem;
        Table table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumns("what", "value");
        Row("line", parsed.ToString());
        Row("operation", p.IsStrict ? "strict convolution" : "cross-correlation");
        Row("input", Shape(p.InputShape));
        Row("weight", Shape(p.WeightShape));
        Row("bias", p.HasBias ? Shape(p.BiasShape) : "none");
        Row("output", Shape(p.OutputShape));
        Row("groups", $"{p.Groups}");
        for (int i = 0; i < p.Axes.Length; i++)
        {
            SpatialAxis a = p.Axes[i];
            Row($"axis {i}", $"n {a.Size}, k {a.Kernel}, s {a.Stride}, d {a.Dilation}, pads {a.PadBefore} and {a.PadAfter} → {a.Output}");
        }
        Row("weights", $"{p.WeightCount}");
        Row("terms of a window", $"{p.WindowTerms}");
        Row("multiply-adds", $"{p.MultiplyAdds}");
        Row("exact fill f32", $"integers up to {ExactFill.Limit<float>(p)}, one fill misses with probability ≤ {ExactFill.MissProbability<float>(p):G3}");
        Row("exact fill f64", $"integers up to {ExactFill.Limit<double>(p)}, one fill misses with probability ≤ {ExactFill.MissProbability<double>(p):G3}");
        console.Write(table);
        return Application.Success;

        void Row(string what, string value) => table.AddRow(Markup.Escape(what), Markup.Escape(value));
    }

    private static string Shape(IEnumerable<nint> shape) => $"[{string.Join(", ", shape)}]";
}
