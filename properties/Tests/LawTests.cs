using Conformance.Forms;
using Conformance.Laws;
using Conformance.Optimized;
using Conformance.Spec;
using FsCheck.Fluent;

namespace Conformance.PropertyTests;

/// <summary>Every law over every built-in engine, on random problems.</summary>
public class LawTests
{
    private const int Problems = 300;
    private static readonly IReadOnlyList<IConvolution<float>> Engines = [new NaiveConvolution<float>(), .. Kernels.All<float>()];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (Law law in LawBook.All)
                foreach (IConvolution<float> engine in Engines)
                    pairs.Add(law.Name, engine.Name);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Holds(string lawName, string engineName)
    {
        Law law = LawBook.All.Single(l => l.Name == lawName);
        IConvolution<float> engine = Engines.Single(e => e.Name == engineName);
        int applied = 0;
        var holds = Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.Select(i => (ulong)(uint)i).ToArbitrary(), seed =>
        {
            ConvolutionProblem problem = ProblemGenerator.Draw(seed);
            // A kernel for 1×1 alone would support next to none.
            if (!engine.Supports(problem).IsSupported) problem = problem.With(axes: problem.Axes.Select(axis => axis with { Kernel = 1 }));
            if (!law.Applies(problem) || !engine.Supports(problem).IsSupported) return true.ToProperty();
            applied++;
            string? wrong = law.Check(new LawContext(engine, problem, seed));
            return (wrong is null).Label($"{law.Formula}: {wrong} in {problem}, seed {seed}");
        });
        FsCheck.Check.One(Seeding.Config.WithMaxTest(Problems), holds);
        Assert.True(applied > Problems / 10, $"{lawName} spoke of only {applied} of {Problems} problems");
    }
}
