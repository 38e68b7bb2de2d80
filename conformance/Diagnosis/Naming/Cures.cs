using Conformance.Laws;
using Conformance.Spec;

namespace Conformance.Diagnosis.Naming;

/// <summary>Changes of a failing problem, each of which takes away one thing that can go wrong. What cures a failure points to its
/// cause.</summary>
internal static class Cures
{
    private const long MostWork = 60_000;
    private const long Lanes = 8, Block = 16, Images = 32;
    private const string Apart = "a process of its own";

    private static readonly (string Name, Func<ConvolutionProblem, ConvolutionProblem?> Change)[] Changes =
    [
        ("no bias", p => p.With(bias: false)),
        ("the flag turned", p => p.With(strict: !p.IsStrict)),
        ("one image", p => p.With(batch: 1)),
        ("whole blocks of images", p => p.With(batch: Images)),
        ("one group", p => p.With(inputChannels: p.InputChannelsPerGroup, outputChannels: p.OutputChannelsPerGroup, groups: 1)),
        ("one input channel", p => p.With(inputChannels: p.Groups)),
        ("one output channel", p => p.With(outputChannels: p.Groups)),
        ("whole blocks of input channels", p => p.With(inputChannels: Up(p.InputChannelsPerGroup, Block) * p.Groups)),
        ("whole blocks of output channels", p => p.With(outputChannels: Up(p.OutputChannels, 4 * Block) * (p.Groups > 1 && 4 * Block % p.Groups != 0 ? p.Groups : 1))),
        ("stride 1", p => Axes(p, a => a with { Stride = 1 })),
        ("one stride", p => Axes(p, a => a with { Stride = p.Axes[^1].Stride })),
        ("dilation 1", p => Axes(p, a => a with { Dilation = 1 })),
        ("one dilation", p => Axes(p, a => a with { Dilation = p.Axes[^1].Dilation })),
        ("no padding", p => Axes(p, a => a with { Size = a.PaddedSize, PadBefore = 0, PadAfter = 0 })),
        ("no crop", p => Axes(p, a => a with { PadBefore = Math.Max(a.PadBefore, 0), PadAfter = Math.Max(a.PadAfter, 0) })),
        ("pad after like before", p => Axes(p, a => a with { PadAfter = a.PadBefore })),
        ("one pad", p => Axes(p, a => a with { PadBefore = p.Axes[^1].PadBefore, PadAfter = p.Axes[^1].PadAfter })),
        ("more padding", p => Axes(p, a => a with { PadBefore = a.PadBefore + 1, PadAfter = a.PadAfter + 2 })),
        ("kernel 1", p => Axes(p, a => a with { Kernel = 1 })),
        ("a larger kernel", p => Axes(p, a => a with { Kernel = a.Kernel + 1, Size = a.Size + a.Dilation })),
        ("whole vectors of columns", p => Axes(p, a => a with { Size = a.Size + (Up(a.Output, Lanes) - a.Output) * a.Stride })),
        ("a larger image", p => Axes(p, a => a with { Size = a.Size + Lanes * a.Stride })),
        ("a smaller image", p => Axes(p, a => a with { Size = Math.Max(1, a.Size - (a.Output - 1) * a.Stride) })),
    ];

    private static readonly (string Name, Func<Sighting, Witness, LawData, bool?> Try)[] Others =
    [
        ("one thread", (seen, w, data) => Trial.IsRight(seen.Create(1), w.Problem, data, seen.Accuracy)),
        ("a cleared output", (seen, w, data) => Trial.IsRight(seen.Create(Sighting.Threads), w.Problem, data, seen.Accuracy, before: 0)),
        ("a symmetric kernel", (seen, w, data) => Trial.IsRight(seen.Create(Sighting.Threads), w.Problem, data with { Weight = Symmetric(w.Problem, data.Weight) }, seen.Accuracy)),
        ("no input", (seen, w, data) => Trial.IsRight(seen.Create(Sighting.Threads), w.Problem, data with { Input = new float[data.Input.Length] }, seen.Accuracy)),
        ("a second call", Again),
        (Apart, (seen, w, data) => seen.CreateApart is { } create ? Trial.IsRight(create(), w.Problem, data, seen.Accuracy) : null),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Changes.Select(c => c.Name), .. Others.Select(o => o.Name)];

    /// <summary>For each change, whether it cures the failure; null where it does not change the problem or cannot be tried.</summary>
    /// <param name="seen">The engine.</param>
    /// <param name="witness">The failure.</param>
    /// <param name="mayStart">Whether a process may be started for it.</param>
    public static bool?[] Of(Sighting seen, Witness witness, bool mayStart)
    {
        LawData data = LawData.Draw(witness.Problem, witness.Seed);
        return [.. Changes.Select(c => Cured(seen, witness, c.Change)), .. Others.Select(o => o.Name != Apart || mayStart ? o.Try(seen, witness, data) : null)];
    }

    private static bool? Cured(Sighting seen, Witness witness, Func<ConvolutionProblem, ConvolutionProblem?> change)
    {
        ConvolutionProblem? changed;
        try { changed = change(witness.Problem); }
        catch (Exception e) when (e is RuleException or OverflowException) { return null; }
        if (changed is null || changed.Equals(witness.Problem) || changed.OutputCount == 0 || changed.MultiplyAdds + changed.InputCount > MostWork) return null;
        return Trial.IsRight(seen.Create(Sighting.Threads), changed, LawData.Draw(changed, witness.Seed), seen.Accuracy);
    }

    private static bool? Again(Sighting seen, Witness witness, LawData data)
    {
        IConvolution<float> engine = seen.Create(Sighting.Threads);
        Trial.IsRight(engine, witness.Problem, data, seen.Accuracy);
        return Trial.IsRight(engine, witness.Problem, data, seen.Accuracy);
    }

    private static ConvolutionProblem Axes(ConvolutionProblem p, Func<SpatialAxis, SpatialAxis> change) => p.With(axes: p.Axes.Select(change));

    private static long Up(long n, long block) => (n + block - 1) / block * block;

    /// <summary>Each kernel plus the same kernel turned by half a turn.</summary>
    private static float[] Symmetric(ConvolutionProblem p, float[] weight)
    {
        int taps = (int)(p.WeightCount / Math.Max(1, p.OutputChannels * p.InputChannelsPerGroup));
        return [.. weight.Select((w, i) => w + weight[i / taps * taps + taps - 1 - i % taps])];
    }
}
