using System.Globalization;
using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>
/// Reads cases worked by hand. Lines are "key value": "case" (its title) begins one, then "problem", "input",
/// "weight", "bias" and "output"; a key that is given again goes on with its numbers. "shape" checks the shape of the
/// output. "#" begins a comment.
/// </summary>
internal static class WorkedCaseReader
{
    private static readonly string[] Keys = ["problem", "shape", "input", "weight", "bias", "output"];

    public static IReadOnlyList<WorkedCase> Read(string file, string[] lines)
    {
        var cases = new List<WorkedCase>();
        string title = "";
        var values = new Dictionary<string, string>();
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].Split('#')[0].Trim();
            if (text.Length == 0) continue;
            string[] parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (parts[0] == "case")
            {
                if (values.Count > 0) cases.Add(Build(file, title, values));
                (title, values) = (parts[^1], []);
            }
            else if (Keys.Contains(parts[0]) && parts.Length == 2)
            {
                values[parts[0]] = values.TryGetValue(parts[0], out string? begun) ? $"{begun} {parts[1]}" : parts[1];
            }
            else
            {
                throw new InvalidDataException($"{file}:{i + 1}: \"{text}\" does not begin with case, {string.Join(", ", Keys)}");
            }
        }
        if (values.Count > 0) cases.Add(Build(file, title, values));
        return cases;
    }

    private static WorkedCase Build(string file, string title, Dictionary<string, string> values)
    {
        try
        {
            var problem = ConvolutionProblem.Parse(values["problem"]);
            double[] shape = Numbers("shape");
            if (shape.Length > 0 && !shape.SequenceEqual(problem.OutputShape.Select(n => (double)n)))
                throw new InvalidDataException($"the output has shape [{string.Join(", ", problem.OutputShape)}]");
            return new WorkedCase("book", title, problem, Numbers("input"), Numbers("weight"), Numbers("bias"), Numbers("output"));
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidDataException)
        {
            throw new InvalidDataException($"{file}, case \"{title}\": {e.Message}", e);
        }

        double[] Numbers(string key) => values.TryGetValue(key, out string? text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))]
            : [];
    }
}
