using System.Numerics;
using Conformance.Catalog;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;
using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace Conformance.Suite.Accuracy;

/// <summary>Measures an engine's errors on a ladder of sums.</summary>
public static class AccuracySurvey
{
    /// <summary>How many standard errors a mean must be from 0 for its bias to be no chance.</summary>
    public const double Significant = 6;

    /// <summary>The profile; null where the engine does not compute the ladder, or fails on it.</summary>
    /// <param name="name">The engine's name.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="promised">What it promises.</param>
    /// <param name="ladder">The problems.</param>
    public static AccuracyProfile? Of<T>(string name, IConvolution<T> engine, AccuracyClass promised, AccuracyLadder<T> ladder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<(CaseData<T> Data, T[] Output)> mixed = Run(engine, ladder.Mixed), positive = Run(engine, ladder.Positive);
        if (positive.Count == 0) return null;
        List<double> ratios = [.. mixed.SelectMany(Ratios)], ulps = [], biases = [];
        List<AccuracyPoint> points = [];
        double u = FloatFormat.Of<T>().UnitRoundoff;
        foreach (var run in positive)
        {
            OracleResult<T> expected = run.Data.Expected;
            double[] relative = [.. run.Output.Select((y, at) => expected.SignedError(at, y) / (u * Math.Abs(double.CreateChecked(expected.Values[at]))))];
            List<double> ofRung = [.. Ratios(run)];
            ratios.AddRange(ofRung);
            biases.AddRange(relative);
            ulps.AddRange(run.Output.Select((y, at) => expected.Error(at, y) / Ulp(expected.Values[at])));
            double rms = relative.RootMeanSquare();
            points.Add(new(run.Data.Problem.WindowTerms, rms, ofRung.Max(), rms > 0 ? relative.Mean() / rms : 0));
        }
        // Outputs of one problem share their factors, and with a fast algorithm their errors: a problem counts as one.
        double[] leanings = [.. points.Select(point => point.Leaning)];
        double deviation = leanings.StandardDeviation();
        return new AccuracyProfile(name, ConformanceRun.TypeOf<T>(), promised, Class(engine, ladder, [.. mixed, .. positive], ratios), ratios.Count)
        {
            LargestRatio = ratios.Max(),
            Ratio999 = ratios.Quantile(0.999),
            LargestUlps = ulps.Max(),
            Ulps999 = ulps.Quantile(0.999),
            SignedMean = biases.Mean(),
            Leaning = leanings.Mean(),
            Significance = deviation > 0 ? leanings.Mean() / (deviation / Math.Sqrt(leanings.Length)) : 0,
            Growth = points.Count > 1 && points.All(point => point.Rms > 0) ? Fit.Line([.. points.Select(p => Math.Log(p.Terms))], [.. points.Select(p => Math.Log(p.Rms))]).B : 0,
            Points = points,
        };
    }

    /// <summary>The outputs on the cases that the engine computes.</summary>
    private static List<(CaseData<T> Data, T[] Output)> Run<T>(IConvolution<T> engine, IReadOnlyList<CaseData<T>> cases)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. from data in cases
            where engine.Supports(data.Problem).IsSupported
            let call = EngineCall.Make(engine, CallKind.Dense, new Operands<T>(data.Problem, data.Input, data.Weight, data.Bias))
            where call.Error is null
            select (data, call.Output)];

    private static IEnumerable<double> Ratios<T>((CaseData<T> Data, T[] Output) run) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        run.Output.Select((y, at) => run.Data.Expected.Error(at, y) is var error && error == 0 ? 0 : error / run.Data.Expected.Bound(at));

    private static double Ulp<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        double.CreateChecked(T.BitIncrement(T.Abs(value)) - T.Abs(value));

    private static MeasuredAccuracy Class<T>(
        IConvolution<T> engine, AccuracyLadder<T> ladder, List<(CaseData<T> Data, T[] Output)> runs, List<double> ratios)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (runs.All(run => run.Output.AsSpan().SequenceEqual(run.Data.Expected.Values))) return MeasuredAccuracy.CorrectlyRounded;
        if (typeof(T) == typeof(Half) && runs.All(run => Comparison.Find<T>(run.Data, run.Output, AccuracyClass.SummedInFloat) is null))
            return MeasuredAccuracy.SummedInFloat;
        if (ratios.All(ratio => ratio <= 1)) return MeasuredAccuracy.Componentwise;
        if (ladder is AccuracyLadder<float> floats && engine is IConvolution<float> inFloat
            && ProductFormat.Find(Run(inFloat, floats.OneProductEach)) is { } format) return format;
        return runs.All(run => Comparison.Find<T>(run.Data, run.Output, AccuracyClass.Normwise) is null) ? MeasuredAccuracy.Normwise : MeasuredAccuracy.None;
    }
}
