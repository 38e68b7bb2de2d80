namespace Conformance.Diagnosis.Naming;

/// <summary>What symptoms say of the class of a fault by what the class means, whatever faults the bank holds: what cures a failure
/// is what it needs, and so what to look at.</summary>
/// <param name="Class">The class.</param>
/// <param name="Because">What was seen.</param>
/// <param name="Holds">Whether it was.</param>
internal sealed record ClassEvidence(string Class, string Because, Func<Symptoms, bool> Holds)
{
    /// <summary>The share of failures that stands for all: chance cures some, and hides some.</summary>
    private const double All = 0.9;

    private const double Most = 0.5;

    /// <summary>Hardly any problem fails that is smaller than one that passes: what wraps does so beyond a size.</summary>
    private const double Beyond = 0.98;

    /// <summary>How far beyond their share of all elements wrong ones lie at an edge that is the cause.</summary>
    private const double AtAnEdge = 0.3;

    /// <summary>The class of what fails by the calls that went before.</summary>
    internal const string State = "state";

    /// <summary>The first that holds is it: what is more telling stands before what is less.</summary>
    internal static IReadOnlyList<ClassEvidence> InOrder { get; } =
    [
        new("memory", "the engine changes the caller's weights", s => s["changes its weights"] > 0),
        new("memory", "the engine changes the caller's input", s => s["changes its input"] > 0),
        new("memory", "the engine changes the caller's bias", s => s["changes its bias"] > 0),
        new("empty", "only problems fail in which there is nothing to compute", s => s["nothing to compute"] >= All),
        new("memory", "on guarded memory the engine ends its process", s => s["dies"] >= Most),
        new("threading", "the same call gives different bits", s => s["varies"] > 0),
        new("threading", "with one thread all failures are gone", s => Cures(s, "one thread")),
        new(State, "in a process of its own every call is right", s => Cures(s, "a process of its own")),
        new("layout", "with strided views results stand in wrong places and between the elements", s => s["writes between elements"] >= Most && s["wrong elements"] > 0),
        new("memory", "it writes between the elements of a strided view", s => s["writes between elements"] > 0),
        new("layout", "it fails on strided views where it is right on dense tensors", s => s["first wrong: strided views"] >= Most),
        new("flip", "with the flag turned all failures are gone", s => Cures(s, "the flag turned")),
        new(State, "it is right alone, and wrong after other calls",
            s => First(s, "another buffer", "changed weights", "the flag turned", "after an empty call", "prepared weights") >= Most),
        new("specials", "it is right on numbers, and wrong where there is a NaN or an infinity", s => First(s, "a NaN", "an infinite weight") >= Most),
        new("accumulation", "it is right on small integers, and wrong on what must be rounded", s => First(s, "a large element", "real numbers") >= Most),
        new("memory", "on an output that holds zeros all failures are gone", s => Cures(s, "a cleared output")),
        new(State, "the second call on an engine is right", s => Cures(s, "a second call")),
        new("bias", "without a bias all failures are gone", s => Cures(s, "no bias")),
        new("accumulation", "wrong elements are near to right, wherever they lie", s => s["near to right"] >= All),
        new("accumulation", "sums of small integers are not finite", s => s["first wrong: a call"] >= All && s["not a number"] >= Most),
        new("layout", "any other sizes cure it", s => Cures(s, "one input channel", "a larger kernel", "a larger image", "a smaller image")),
        new("channels", "with one group all failures are gone", s => Cures(s, "one group")),
        new("padding", "with the zeros of the padding in the image all failures are gone", s => Cures(s, "no padding")),
        new("geometry", "with a stride of 1 all failures are gone", s => Cures(s, "stride 1")),
        new("geometry", "with a dilation of 1 all failures are gone", s => Cures(s, "dilation 1")),
        new("fast algorithms", "right values stand in wrong places, whatever stride, dilation and padding are", s => s["values of other places"] >= 0.8),
        new("tail", "in whole blocks of channels all failures are gone", s => Cures(s, "whole blocks of input channels") || Cures(s, "whole blocks of output channels")),
        new("tail", "in one image and in whole blocks of images all failures are gone", s => Cures(s, "one image", "whole blocks of images")),
        new("overflow", "all problems fail that are larger than those that pass", s => Cures(s, "a smaller image") && (s["fails on a large input"] >= Beyond || s["fails on a large im2col matrix"] >= Beyond)),
        new("channels", "with one input channel in a group all failures are gone", s => Cures(s, "one input channel")),
        new("tail", "what is wrong lies in the last columns, rows, channels or images, or is not computed at all",
            s => s["zero instead"] >= All || s["in the last column"] >= AtAnEdge || s["in the last row"] >= AtAnEdge || s["in the last channel"] >= AtAnEdge),
        new("fast algorithms", "with any other extents of the kernel all failures are gone", s => Cures(s, "kernel 1", "a larger kernel")),
        new("exceptions", "the engine throws on all that it fails, whatever is changed", s => s[Script.Throws] >= All && s["wrong elements"] == 0),
    ];

    /// <summary>The cause; null where symptoms say nothing by themselves.</summary>
    public static ClassEvidence? Of(Symptoms symptoms) => InOrder.FirstOrDefault(cause => cause.Holds(symptoms));

    /// <summary>Whether each of some changes cures the failures by itself.</summary>
    private static bool Cures(Symptoms s, params string[] changes) =>
        s["first wrong: a call"] > 0 && changes.All(change => s[$"cured by {change}"] >= All);

    /// <summary>The share of failures that show first on one of some steps.</summary>
    private static double First(Symptoms s, params string[] steps) => steps.Sum(step => s[$"first wrong: {step}"]);
}
