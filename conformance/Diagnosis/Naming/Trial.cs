using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Isolation;

namespace Conformance.Diagnosis.Naming;

/// <summary>One dense call of an engine on integers, for questions that are asked thousands of times.</summary>
internal static class Trial
{
    /// <summary>Whether the engine is right, and leaves its operands alone; null where it does not compute the problem.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="p">The problem.</param>
    /// <param name="data">Its numbers.</param>
    /// <param name="accuracy">What the engine promises.</param>
    /// <param name="before">What the output holds before the call.</param>
    public static bool? IsRight(IConvolution<float> engine, ConvolutionProblem p, LawData data, AccuracyClass accuracy, float before = 7)
    {
        float[]? got;
        try { got = Call(engine, p, data, before); }
        catch (Exception e) when (e is not OutOfMemoryException) { return false; }
        if (got is null) return null;
        float[] right = Call(new NaiveConvolution<float>(), p, data, before)!;
        double slack = Witness.ExactSlack(p, accuracy);
        for (int i = 0; i < right.Length; i++)
            if (!(Math.Abs(got[i] - right[i]) <= slack)) return false;
        return true;
    }

    private static float[]? Call(IConvolution<float> engine, ConvolutionProblem p, LawData data, float before)
    {
        if (!engine.Supports(p).IsSupported) return null;
        float[] x = [.. data.Input], w = [.. data.Weight], y = new float[p.OutputCount];
        Array.Fill(y, before);
        engine.Convolve(p, new(x, p.InputShape.AsSpan()), new(w, p.WeightShape.AsSpan()), new(data.Bias, p.BiasShape.AsSpan()), new(y, p.OutputShape.AsSpan()));
        bool isChanged = (engine as IReportsChanges)?.Changed is not null || !x.AsSpan().SequenceEqual(data.Input) || !w.AsSpan().SequenceEqual(data.Weight);
        return isChanged ? throw new InvalidOperationException("the call changes what it may only read") : y;
    }
}
