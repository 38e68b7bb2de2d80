using Conformance.Spec;

namespace Conformance.Suite.Accuracy;

/// <summary>One special value in a 5×5 image or its 3×3 kernel, with padding of one; what the output shows of it.</summary>
/// <param name="Name">What is given.</param>
/// <param name="Level">How binding the rule is.</param>
/// <param name="Expected">What <paramref name="Observe"/> says of an engine that keeps the rule.</param>
/// <param name="Place">Changes X [1, C, 5, 5], whose numbers are 1, and W [C, C, 3, 3], whose numbers are 1.</param>
/// <param name="Observe">What happened, from Y [1, C, 5, 5], in a word or two.</param>
internal sealed record SpecialProbe(
    string Name, RuleLevel Level, string Expected, Action<float[], float[]> Place, Func<float[], string> Observe)
{
    private const int Side = 5, Centre = 2 * Side + 2, Plane = Side * Side;

    /// <summary>The smallest positive number, and 2⁻⁷⁵ and 2⁻⁷⁰, whose product is subnormal.</summary>
    private const float Smallest = float.Epsilon, Tiny = 2.6469779601696886e-23f, Small = 8.4703294725430034e-22f;

    /// <summary>All probes.</summary>
    public static IReadOnlyList<SpecialProbe> All { get; } =
    [
        new("NaN in a window", RuleLevel.Must, "NaN", (x, _) => x[Last(x)] = float.NaN, y => Describe(y[Centre])),
        new("NaN beside a window", RuleLevel.Must, "a number", (x, _) => x[Last(x) + 2] = float.NaN, y => Describe(y[Centre - 1])),
        new("Inf in a window", RuleLevel.Must, "Inf", (x, _) => x[Last(x)] = float.PositiveInfinity, y => Describe(y[Centre])),
        new("Inf and −Inf in a window", RuleLevel.Must, "NaN", (x, _) =>
        {
            x[Last(x)] = float.PositiveInfinity;
            x[Last(x) + 1] = float.NegativeInfinity;
        }, y => Describe(y[Centre])),
        new("Inf times 0", RuleLevel.Must, "NaN", (x, w) =>
        {
            Array.Clear(w);
            x[Last(x)] = float.PositiveInfinity;
        }, y => Describe(y[Centre])),
        new("Inf in the kernel, over padding", RuleLevel.Should, "left out", (_, w) =>
        {
            for (int at = 0; at < w.Length; at += 9) w[at] = float.PositiveInfinity;
        }, y => float.IsFinite(y[0]) ? "left out" : Describe(y[0])),
        new("NaN in the kernel, over padding", RuleLevel.Should, "left out", (_, w) =>
        {
            for (int at = 0; at < w.Length; at += 9) w[at] = float.NaN;
        }, y => float.IsNaN(y[0]) ? "NaN" : "left out"),
        new("a sum beyond the largest number", RuleLevel.Must, "Inf", (x, _) => Array.Fill(x, float.MaxValue), y => Describe(y[Centre])),
        new("a subnormal input", RuleLevel.Should, "kept", (x, w) =>
        {
            Array.Clear(x);
            x[Last(x)] = Smallest;
        }, y => y[Centre] == Smallest ? "kept" : y[Centre] == 0 ? "flushed to 0" : Describe(y[Centre])),
        new("a subnormal product", RuleLevel.Should, "kept", (x, w) =>
        {
            Array.Clear(x);
            Array.Fill(w, Small);
            x[Last(x)] = Tiny;
        }, y => y[Centre] == Tiny * Small ? "kept" : y[Centre] == 0 ? "flushed to 0" : Describe(y[Centre])),
        new("−0 times 1, nothing else", RuleLevel.May, "0", (x, _) => Array.Fill(x, -0f), y => y[Centre] != 0 ? Describe(y[Centre]) : float.IsNegative(y[Centre]) ? "−0" : "0"),
    ];

    /// <summary>The problem: C filters over C channels.</summary>
    public static ConvolutionProblem Problem(int channels) =>
        new(1, channels, channels, [new(Side, 3, PadBefore: 1, PadAfter: 1), new(Side, 3, PadBefore: 1, PadAfter: 1)]);

    /// <summary>The centre of the last channel.</summary>
    private static int Last(float[] x) => x.Length - Plane + Centre;

    private static string Describe(float y) => float.IsNaN(y) ? "NaN" : float.IsPositiveInfinity(y) ? "Inf" : float.IsNegativeInfinity(y) ? "−Inf" : "a number";
}
