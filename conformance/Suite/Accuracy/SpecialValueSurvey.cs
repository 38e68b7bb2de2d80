using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Accuracy;

/// <summary>Asks engines what they do with special values, at several numbers of channels, and of threads where they can be told.</summary>
public static class SpecialValueSurvey
{
    /// <summary>Below, at and above the registers of common machines.</summary>
    private static readonly int[] Channels = [1, 3, 4, 8, 16, 17, 33];

    /// <summary>All probes on one engine.</summary>
    /// <param name="name">The engine's name.</param>
    /// <param name="accuracy">What it promises: a fast algorithm mixes the elements of a tile, so that a NaN or a subnormal
    /// has no place of its own; it may do as it likes.</param>
    /// <param name="engines">It, made with several numbers of threads, and words that say how many.</param>
    public static IReadOnlyList<SpecialValue> Of(string name, AccuracyClass accuracy, IReadOnlyList<(string Threads, Func<IConvolution<float>> Create)> engines)
    {
        ILookup<SpecialProbe, Sighting> seen = (
            from made in engines
            let engine = made.Create()
            from probe in SpecialProbe.All
            from channels in Channels
            let observed = Ask(probe, engine, channels)
            where observed is not null
            select (probe, new Sighting(observed, channels, made.Threads))).ToLookup(s => s.probe, s => s.Item2);
        return [.. seen.Select(of => new SpecialValue(
            name, of.Key.Name, accuracy == AccuracyClass.Normwise ? RuleLevel.May : of.Key.Level, of.Key.Expected,
            Describe([.. of]), of.Select(s => s.Behaviour).Distinct().Count() == 1))];
    }

    /// <summary>One behaviour, or each with where it was seen, the commonest first.</summary>
    private static string Describe(Sighting[] seen)
    {
        var behaviours = seen.GroupBy(s => s.Behaviour).OrderByDescending(b => b.Count()).ToList();
        if (behaviours.Count == 1) return behaviours[0].Key;
        bool byThreads = seen.GroupBy(s => s.Channels).Any(c => c.Select(s => s.Behaviour).Distinct().Count() > 1);
        return string.Join("; ", behaviours.Select(b => $"{b.Key} with " + string.Join(", ", b.GroupBy(s => byThreads ? s.Threads : "",
            (threads, at) => $"{string.Join(", ", at.Select(s => s.Channels).Distinct())} channels{threads}"))));
    }

    /// <summary>What was seen, and where.</summary>
    private sealed record Sighting(string Behaviour, int Channels, string Threads);

    /// <summary>What is seen; null where the engine does not compute the problem.</summary>
    private static string? Ask(SpecialProbe probe, IConvolution<float> engine, int channels)
    {
        ConvolutionProblem problem = SpecialProbe.Problem(channels);
        float[] input = Ones(problem.InputCount), weight = Ones(problem.WeightCount);
        probe.Place(input, weight);
        try
        {
            if (!engine.Supports(problem).IsSupported) return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return "an error";
        }
        CallOutcome<float> call = EngineCall.Make(engine, CallKind.Dense, new Operands<float>(problem, input, weight, []))!;
        return call.Error is null ? probe.Observe(call.Output) : "an error";
    }

    private static float[] Ones(long count)
    {
        var values = new float[count];
        Array.Fill(values, 1);
        return values;
    }
}
