using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A wrong engine, as the table names it.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Class">The part of a convolution that it concerns.</param>
/// <param name="Sentence">What goes wrong.</param>
/// <param name="Source">Where it happened.</param>
/// <param name="Errs">The problems on which it may err; on all others it is right.</param>
/// <param name="Engine">The engine.</param>
public sealed record WrongEngine(
    string Id, string Class, string Sentence, string Source, Func<ConvolutionProblem, bool> Errs, LawSubject Engine);

/// <summary>Which laws find which wrong engines: every law against every one, on the same random problems.</summary>
/// <param name="Engines">The wrong engines: the rows.</param>
/// <param name="Laws">The laws: the columns.</param>
/// <param name="Kills">The pairs of engine and law where the law is broken on some problem.</param>
public sealed record LawTable(
    IReadOnlyList<WrongEngine> Engines, IReadOnlyList<Law> Laws, IReadOnlySet<(string Engine, string Law)> Kills)
{
    /// <summary>How many problems each law tries on each engine.</summary>
    public const int Problems = 200;

    /// <summary>Runs every law against every engine.</summary>
    public static LawTable Make(IReadOnlyList<WrongEngine> engines)
    {
        var asked = new ConcurrentDictionary<(Law, ulong), ConvolutionProblem[]>();
        var kills = new ConcurrentBag<(string, string)>();
        Parallel.ForEach(engines, engine =>
        {
            foreach (Law law in LawBook.All)
                if (Finds(law, engine, asked)) kills.Add((engine.Id, law.Name));
        });
        return new LawTable(engines, LawBook.All, kills.ToHashSet());
    }

    /// <summary>The laws that find an engine.</summary>
    public IEnumerable<Law> KillersOf(WrongEngine engine) => Laws.Where(law => Kills.Contains((engine.Id, law.Name)));

    /// <summary>The engines that a law finds.</summary>
    public IEnumerable<WrongEngine> KilledBy(Law law) => Engines.Where(engine => Kills.Contains((engine.Id, law.Name)));

    private static bool Finds(Law law, WrongEngine engine, ConcurrentDictionary<(Law, ulong), ConvolutionProblem[]> asked)
    {
        for (ulong seed = 0; seed < Problems; seed++)
        {
            // Where the engine is right on every problem that the law asks for, the law holds.
            if (!asked.GetOrAdd((law, seed), key => Asked(key.Item1, key.Item2)).Any(engine.Errs)) continue;
            if (law.Judge(new LawContext(engine.Engine.Renewed(), ProblemGenerator.Draw(seed), seed)).IsBroken) return true;
        }
        return false;
    }

    /// <summary>The problems that a law asks a right engine to compute: they do not depend on what it answers.</summary>
    private static ConvolutionProblem[] Asked(Law law, ulong seed)
    {
        ConvolutionProblem problem = ProblemGenerator.Draw(seed);
        // What these two ask for depends on whether the engine prepares weights: they are tried where the problem itself errs.
        if (law.Name == History.AnySequence.Name || law.Name == Preparation.PreparedEqualsDirect.Name) return [problem];
        var recorder = new Recorder();
        law.Judge(new LawContext(new LawSubject("recorder", AccuracyClass.Componentwise, _ => recorder), problem, seed));
        return [.. recorder.Problems];
    }

    /// <summary>The reference layer; it keeps the problems that it is asked for.</summary>
    private sealed class Recorder : IConvolution<float>
    {
        private readonly NaiveConvolution<float> engine = new();

        public HashSet<ConvolutionProblem> Problems { get; } = [];

        public string Name => "recorder";

        public Support Supports(ConvolutionProblem problem)
        {
            Problems.Add(problem);
            return Support.Yes;
        }

        public void Convolve(
            ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
            ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => engine.Convolve(problem, input, weight, bias, output);
    }
}
