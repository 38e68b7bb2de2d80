using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Laws;

/// <summary>A broken law, made small.</summary>
/// <param name="Subject">The engine.</param>
/// <param name="Law">The law.</param>
/// <param name="Problem">The smallest problem found on which it breaks.</param>
/// <param name="Seed">The seed of the numbers on which it does.</param>
/// <param name="Data">The simplest numbers found on which it does.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="Found">The problem as it was drawn.</param>
public sealed record Finding(
    LawSubject Subject, Law Law, ConvolutionProblem Problem, ulong Seed, LawData Data, string Reason, ConvolutionProblem Found)
{
    /// <summary>Seeds that are tried for a simpler problem: numbers drawn for it may hide the failure by chance.</summary>
    private const ulong Seeds = 3;

    /// <summary>The engine's name.</summary>
    public string Engine => Subject.Name;

    /// <summary>The line that replays it, with "--law" and the law's name.</summary>
    public string Line => new ProblemLine(Problem, Subject.Type, FillKind.Exact, Seed).ToString();

    /// <summary>What the smallest problem still needs in order to fail: findings with the same features likely have one cause.</summary>
    public string Features
    {
        get
        {
            ConvolutionProblem p = Problem;
            List<string> features = [];
            if (p.Batch != 1) features.Add(p.Batch == 0 ? "an empty batch" : "a batch");
            if (p.Groups > 1) features.Add("groups");
            if (p.InputChannelsPerGroup > 1) features.Add("input channels");
            if (p.OutputChannelsPerGroup > 1) features.Add("output channels");
            if (p.HasBias) features.Add("a bias");
            if (p.IsStrict) features.Add("strict convolution");
            if (p.Axes.Any(a => a.Kernel > 1)) features.Add("a kernel");
            if (p.Axes.Any(a => a.Stride > 1)) features.Add("a stride");
            if (p.Axes.Any(a => a.Dilation > 1)) features.Add("a dilation");
            if (p.Axes.Any(a => a.PadBefore > 0)) features.Add("a pad before");
            if (p.Axes.Any(a => a.PadAfter > 0)) features.Add("a pad after");
            if (p.Axes.Any(a => a.PadBefore < 0 || a.PadAfter < 0)) features.Add("a crop");
            return features.Count == 0 ? "nothing special" : string.Join(", ", features);
        }
    }

    /// <summary>Makes a failure small.</summary>
    public static Finding Shrink(LawSubject engine, Law law, ConvolutionProblem problem, ulong seed)
    {
        ulong failing = seed;
        ConvolutionProblem smallest = Shrinker.Problem(problem, candidate =>
        {
            for (ulong s = seed; s < seed + Seeds; s++)
            {
                if (!Judge(candidate, s, null).IsBroken) continue;
                failing = s;
                return true;
            }
            return false;
        });
        LawData simplest = Shrinker.Data(LawData.Draw(smallest, failing), data => Judge(smallest, failing, data).IsBroken);
        LawResult last = Judge(smallest, failing, simplest);
        string reason = last.IsBroken ? last.Reason : "broken before, and not when it was tried once more: the result changes from call to call";
        return new Finding(engine, law, smallest, failing, simplest, reason, problem);

        // A fresh engine each time: what the failed attempts left behind is no part of the failure.
        LawResult Judge(ConvolutionProblem p, ulong s, LawData? data) => law.Judge(new LawContext(engine.Renewed(), p, s, data));
    }
}
