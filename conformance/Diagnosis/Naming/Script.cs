using System.Numerics.Tensors;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Diagnosis.Naming;

/// <summary>What one step of the script left behind.</summary>
/// <param name="Output">Y, dense; empty where the call threw.</param>
/// <param name="Flaw">What else is wrong with the call, in a word; empty for nothing.</param>
internal sealed record StepOutcome(float[] Output, string Flaw = "");

/// <summary>
/// The calls by which engines are told apart on a problem: alone, on other buffers, after the weights changed in place, with
/// the flag turned, after an empty call, on strided views, with prepared weights, with special values, on real numbers.
/// Whoever makes the same calls on the same numbers can compare outputs bit for bit.
/// </summary>
internal sealed class Script
{
    /// <summary>Above so many products only the first steps are made.</summary>
    private const long MostWork = 20_000;

    /// <summary>What an output holds before the call: a number, so that adding to it shows as such.</summary>
    private const float Before = 7;

    private readonly ConvolutionProblem p;
    private readonly LawData data;
    private readonly Func<IConvolution<float>> fresh;

    private Script(Func<IConvolution<float>> fresh, ConvolutionProblem p, ulong seed) =>
        (this.fresh, this.p, data) = (fresh, p, LawData.Draw(p, seed));

    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        "a call", "strided views", "another buffer", "changed weights", "the flag turned", "after an empty call",
        "prepared weights", "a NaN", "an infinite weight", "a large element", "real numbers",
    ];

    /// <summary>The step of a large element, whose sums no order of summation shares.</summary>
    public const int LargeStep = 9;

    /// <summary>The step on real numbers.</summary>
    public const int RealStep = 10;

    /// <summary>The flaw of a call that throws, and of one that ends its process.</summary>
    public const string Throws = "throws", Dies = "dies";

    /// <summary>The step with the flag turned.</summary>
    public const int TurnedStep = 4;

    /// <summary>Runs it, a step whenever one is asked for: who has seen enough asks for no more.</summary>
    /// <param name="fresh">Makes an engine that has not been called.</param>
    /// <param name="p">The problem.</param>
    /// <param name="seed">The seed of the numbers.</param>
    public static IEnumerable<StepOutcome> Run(Func<IConvolution<float>> fresh, ConvolutionProblem p, ulong seed) =>
        new Script(fresh, p, seed).Run();

    private IEnumerable<StepOutcome> Run()
    {
        float[] x = Pinned(data.Input), w = Pinned(data.Weight);
        IConvolution<float> engine = fresh();
        StepOutcome first = Call(engine, p, x, w);
        if (first.Flaw is Throws or Dies)
        {
            // Nor would any other call come to an end, and where each ends a process that takes seconds.
            yield return first;
            yield break;
        }
        bool varies = false;
        for (int i = 0; i < 2 && !varies; i++) varies = !Call(fresh(), p, x, w).Output.AsSpan().SequenceEqual(first.Output) && !first.Output.Any(float.IsNaN);
        yield return varies ? new StepOutcome([], "varies") : first;
        yield return Strided(fresh(), x, w);
        if (varies || p.MultiplyAdds > MostWork) yield break;
        yield return Call(engine, p, Moved(x, 3), w);
        float[] changed = Pinned(w);
        Call(engine, p, x, changed);
        for (int i = 0; i < changed.Length; i += 2) changed[i] += 1;
        yield return Call(engine, p, x, changed);
        yield return Call(engine, p.With(strict: !p.IsStrict), x, w);
        ConvolutionProblem empty = p.With(batch: 0);
        Call(engine, empty, [], w);
        yield return Call(engine, p, x, Moved(w, 5));
        yield return Prepared(x, w);
        int middle = x.Length / 2;
        engine = fresh();
        Call(engine, p, x, w);
        yield return Call(engine, p, With(x, middle, float.NaN), w);
        yield return Call(engine, p, x, With(w, w.Length / 2, float.PositiveInfinity));
        yield return Call(engine, p, With(x, middle, 1L << 60), w);
        var random = new SplitMix64(9);
        yield return Call(engine, p, [.. x.Select(_ => (float)random.Real())], [.. w.Select(_ => (float)random.Real())]);
    }

    /// <summary>A copy that stays where it is: some engines remember addresses.</summary>
    private static float[] Pinned(float[] values)
    {
        float[] copy = GC.AllocateUninitializedArray<float>(values.Length, pinned: true);
        values.CopyTo(copy, 0);
        return copy;
    }

    private static float[] With(float[] values, int at, float value)
    {
        float[] other = [.. values];
        if (other.Length > 0) other[at] = value;
        return other;
    }

    private static float[] Moved(float[] values, float by) => [.. values.Select(v => v + by)];

    private StepOutcome Call(IConvolution<float> engine, ConvolutionProblem problem, float[] x, float[] w)
    {
        float[] y = new float[problem.OutputCount], input = [.. x], weights = [.. w], bias = [.. data.Bias];
        Array.Fill(y, Before);
        return Made(engine, problem, y, () =>
        {
            engine.Convolve(problem, new(x, problem.InputShape.AsSpan()), new(w, problem.WeightShape.AsSpan()),
                new(data.Bias, problem.BiasShape.AsSpan()), new(y, problem.OutputShape.AsSpan()));
            string? changed = (engine as IReportsChanges)?.Changed
                ?? Restore("input", x, input) ?? Restore("weights", w, weights) ?? Restore("bias", data.Bias, bias);
            return changed is null ? "" : $"changes its {changed}";
        });
    }

    /// <summary>Undoes what a call changed of a tensor.</summary>
    /// <returns>Its name, if it did.</returns>
    private static string? Restore(string name, float[] tensor, float[] before)
    {
        if (tensor.AsSpan().SequenceEqual(before)) return null;
        before.CopyTo(tensor, 0);
        return name;
    }

    private StepOutcome Strided(IConvolution<float> engine, float[] x, float[] w)
    {
        var input = new TensorBuffer<float>(p.InputShape.AsSpan(), true, x, spread: 2);
        var weight = new TensorBuffer<float>(p.WeightShape.AsSpan(), true, w);
        var output = new TensorBuffer<float>(p.OutputShape.AsSpan(), true);
        StepOutcome made = Made(engine, p, [], () =>
        {
            engine.Convolve(p, input.View, weight.View, new(data.Bias, p.BiasShape.AsSpan()), output.View);
            return output.GapsAreUntouched() ? "" : "writes between elements";
        });
        return made with { Output = output.ToDense() };
    }

    private StepOutcome Prepared(float[] x, float[] w)
    {
        // Who cannot prepare does at each call what others do once.
        if (fresh() is not IPreparableConvolution<float> engine) return Call(fresh(), p, x, w);
        float[] y = new float[p.OutputCount], packed = [.. w];
        return Made(engine, p, y, () =>
        {
            using IPreparedConvolution<float> prepared = engine.Prepare(p, new(packed, p.WeightShape.AsSpan()), new(data.Bias, p.BiasShape.AsSpan()));
            Array.Fill(packed, float.NaN);
            prepared.Run(new(x, p.InputShape.AsSpan()), new(y, p.OutputShape.AsSpan()));
            return "";
        });
    }

    private static StepOutcome Made(IConvolution<float> engine, ConvolutionProblem problem, float[] y, Func<string> call)
    {
        try
        {
            return engine.Supports(problem).IsSupported ? new StepOutcome(y, call()) : new StepOutcome([], "");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new StepOutcome([], e is EngineDiedException ? Dies : Throws);
        }
    }
}
