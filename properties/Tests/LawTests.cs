using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Laws;
using Conformance.Optimized;
using Conformance.Spec;
using FsCheck.Fluent;

namespace Conformance.PropertyTests;

/// <summary>Every law over every built-in engine, on random problems.</summary>
public class LawTests
{
    private const int Problems = 100;

    private static readonly IReadOnlyList<LawSubject> Engines =
    [
        new("naive", AccuracyClass.Componentwise, _ => new NaiveConvolution<float>()),
        .. Kernels.Names.Select(name => new LawSubject(name, AccuracyClass.Componentwise, threads => Kernels.Create<float>(name, threads))),
        .. Kernels.NormwiseNames.Select(name => new LawSubject(name, AccuracyClass.Normwise, threads => Kernels.Create<float>(name, threads))),
        LawSubject.OfDouble("naive", AccuracyClass.Componentwise, _ => new NaiveConvolution<double>()),
        LawSubject.OfDouble("auto", AccuracyClass.Componentwise, threads => Kernels.Create<double>("auto", threads)),
        LawSubject.OfDouble("fast", AccuracyClass.Normwise, threads => Kernels.Create<double>("fast", threads)),
    ];

    public static TheoryData<string, string, ElementType> Pairs => PairsWith(engine => !IsNarrow(engine));

    public static TheoryData<string, string, ElementType> NarrowPairs => PairsWith(IsNarrow);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Holds(string lawName, string engineName, ElementType type) => Check(lawName, engineName, type);

    /// <summary>The same source as with the widest registers of the machine, and half of all time.</summary>
    [Theory]
    [Trait("Tier", "slow")]
    [MemberData(nameof(NarrowPairs))]
    public void Holds_with_narrower_registers(string lawName, string engineName, ElementType type) => Check(lawName, engineName, type);

    private static bool IsNarrow(LawSubject engine) =>
        Machine.Widths.Any(width => width != Machine.Widest && engine.Name.EndsWith($"-{width.Bits()}", StringComparison.Ordinal));

    private static TheoryData<string, string, ElementType> PairsWith(Func<LawSubject, bool> takes)
    {
        var pairs = new TheoryData<string, string, ElementType>();
        foreach (Law law in LawBook.All)
        {
            foreach (LawSubject engine in Engines.Where(takes))
                if (!law.IsComponentwise || engine.Accuracy == AccuracyClass.Componentwise) pairs.Add(law.Name, engine.Name, engine.Type);
        }
        return pairs;
    }

    private static void Check(string lawName, string engineName, ElementType type)
    {
        Law law = LawBook.All.Single(l => l.Name == lawName);
        LawSubject engine = Engines.Single(e => e.Name == engineName && e.Type == type).Renewed();
        int held = 0;
        var holds = Prop.ForAll(Seeding.Seeds, seed =>
        {
            ConvolutionProblem problem = ProblemGenerator.Draw(seed);
            LawResult result = law.Judge(new LawContext(engine, problem, seed));
            if (result.Outcome == LawOutcome.Holds) held++;
            return (!result.IsBroken).Label($"{law.Formula}: {result.Reason}\nCONFORMANCE_SEED={Seeding.Seed}\n"
                + $"replay \"{type.ToString().ToLowerInvariant()} exact@{seed} {problem}\" --engine {engineName} --law {lawName}");
        });
        FsCheck.Check.One(Seeding.Config.WithMaxTest(Problems), holds);
        if (Speaks(law, engine)) Assert.True(held >= Problems / 25, $"{lawName} spoke of only {held} of {Problems} problems");
    }

    /// <summary>A kernel that prepares nothing has no packed weights to ask about, and one for 1×1, or for 3×3 of stride 1,
    /// sees few problems.</summary>
    private static bool Speaks(Law law, LawSubject engine) =>
        engine.Accuracy == AccuracyClass.Componentwise
        && Enumerable.Range(0, 100).Count(seed => engine.Engine.Supports(ProblemGenerator.Draw((ulong)seed)).IsSupported) >= 50
        && (law != Preparation.PreparedEqualsDirect with { Family = law.Family } || engine.Engine is IPreparableConvolution<float>);
}
