using System.Globalization;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Reports;

/// <summary>A Python program that computes the case, with the same numbers, by PyTorch: in the type, and in double beside it.</summary>
public sealed class PyTorchRepro : IReproWriter
{
    /// <summary>The numbers of a seed, as <see cref="SplitMix64"/> and <see cref="CaseData{T}.Draw"/> make them.</summary>
    private const string Generator = """
        def splitmix64(state):
            while True:
                state = (state + 0x9E3779B97F4A7C15) & (2**64 - 1)
                z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
                z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
                yield z ^ (z >> 31)

        def integer(bits, limit):
            span = 2 * limit + 1
            while (draw := next(bits)) >= 2**64 // span * span:
                pass
            return draw % span - limit

        """;

    /// <inheritdoc/>
    public string Name => "PyTorch";

    /// <inheritdoc/>
    public string Write(ReproCase repro)
    {
        ConvolutionProblem p = repro.Problem;
        string type = repro.Type switch { ElementType.F16 => "float16", ElementType.F64 => "float64", _ => "float32" };
        string pads = string.Join(", ", p.Axes.Reverse().Select(a => $"{a.PadBefore}, {a.PadAfter}"));
        string call = $"F.conv{p.Axes.Length}d(F.pad(x, ({pads})), w, b, stride={Tuple(a => a.Stride)}, dilation={Tuple(a => a.Dilation)}, groups={p.Groups})";
        // PyTorch has no convolution in Half on a processor: the sum is in float there.
        string compute = repro.Type == ElementType.F16 ? "convolve(x.float(), w.float(), None if b is None else b.float()).half()" : "convolve(x, w, b)";
        string at = repro.Verdict.Mismatch is { } m
            ? $"at = ({string.Join(", ", m.Index)},)  # {repro.Engine.ReplaceLineEndings(" ")}: expected {Number(m.Expected)}, got {Number(m.Actual)}\nprint(\"PyTorch gives\", y[at].item(), \"and in double\", exact[at].item())\n"
            : "print(y)\n";
        return $"""
            {string.Concat(Repros.Heading(repro).Select(line => $"# {line}\n"))}import torch
            import torch.nn.functional as F

            {Data(repro)}x = torch.tensor(x, dtype=torch.{type}).reshape({Repros.Show(p.InputShape)})
            w = torch.tensor(w, dtype=torch.{type}).reshape({Repros.Show(p.WeightShape)})
            b = {(p.HasBias ? $"torch.tensor(b, dtype=torch.{type})" : "None")}
            {(p.IsStrict ? $"w = w.flip({string.Join(", ", Enumerable.Range(2, p.Axes.Length))})  # strict convolution\n" : "")}
            def convolve(x, w, b):
                return {call}

            y = {compute}
            exact = convolve(x.double(), w.double(), None if b is None else b.double())
            {at}
            """.ReplaceLineEndings("\n");

        string Tuple(Func<SpatialAxis, long> value) => $"({string.Join(", ", p.Axes.Select(value))},)";
    }

    /// <summary>Statements that set x, w and b to lists of numbers.</summary>
    private static string Data(ReproCase repro)
    {
        if (repro.Numbers is { } n) return $"x = {Numbers(n.Input)}\nw = {Numbers(n.Weight)}\nb = {Numbers(n.Bias)}\n";
        ConvolutionProblem p = repro.Problem;
        ulong state = SplitMix64.Mix(repro.Seed, (ulong)repro.Fill);
        string next = repro.IsExact
            ? $"integer(bits, {(repro.Type switch { ElementType.F16 => ExactFill.Limit<Half>(p), ElementType.F64 => ExactFill.Limit<double>(p), _ => ExactFill.Limit<float>(p) })})"
            : "(next(bits) >> 10) * 2.0**-53 - 1";
        return Generator.ReplaceLineEndings("\n") + $"""

            bits = splitmix64({state})  # seed {repro.Seed}
            x = [{next} for _ in range({p.InputCount})]
            w = [{next} for _ in range({p.WeightCount})]
            b = [{next} for _ in range({p.BiasCount})]

            """.ReplaceLineEndings("\n");
    }

    private static string Numbers(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(Number))}]";

    private static string Number(double value) =>
        double.IsNaN(value) ? "float(\"nan\")" : double.IsInfinity(value) ? $"float(\"{(value > 0 ? "" : "-")}inf\")" : value.ToString(CultureInfo.InvariantCulture);
}
