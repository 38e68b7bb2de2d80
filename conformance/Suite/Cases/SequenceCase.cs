using System.Numerics;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Cases;

/// <summary>Several calls of one engine, each of which must give what it gives alone: in another order, or at the same time from
/// several threads.</summary>
/// <param name="Feature">The group: <see cref="Order"/> or <see cref="Threads"/>.</param>
/// <param name="Problem">What the calls are made from.</param>
/// <param name="Seed">The seed of numbers and orders.</param>
public sealed record SequenceCase(string Feature, ConvolutionProblem Problem, ulong Seed) : ConformanceCase(Feature, Problem)
{
    /// <summary>The groups.</summary>
    public const string Order = "order", Threads = "threads";

    /// <summary>Whether a group is one of sequences.</summary>
    public static bool IsFeature(string feature) => feature is Order or Threads;

    /// <inheritdoc/>
    public override string Describe(ElementType type) => new ProblemLine(Problem, type, FillKind.Exact, Seed).ToString();

    /// <summary>The first of the calls.</summary>
    /// <inheritdoc/>
    public override CaseData<T> Materialise<T>() => CaseData<T>.Draw(Problem, FillKind.Exact, Seed);

    /// <summary>The calls: each differs from the first in one thing, which an engine that remembers may take for the same.</summary>
    /// <exception cref="RuleException">C19: the type has no exact fill for the problem.</exception>
    public IReadOnlyList<(string Line, Operands<T> Operands)> Calls<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SpatialAxis last = Problem.Axes[^1];
        SpatialAxis[] longer = [.. Problem.Axes[..^1], new(last.Size + 1, last.Kernel, last.Stride, last.Dilation, last.PadBefore, last.PadAfter)];
        return
        [
            Call(Problem, Seed), Call(Problem, Seed + 1), Call(Problem.With(strict: !Problem.IsStrict), Seed), Call(Problem.With(bias: !Problem.HasBias), Seed),
            Call(Problem.With(batch: 0), Seed),
            Call(new(Problem.Batch, Problem.InputChannels, Problem.OutputChannels, longer, Problem.Groups, Problem.HasBias, Problem.IsStrict), Seed),
        ];

        static (string, Operands<T>) Call(ConvolutionProblem problem, ulong seed) =>
            (new ProblemLine(problem, null, FillKind.Exact, seed).ToString(), CaseData<T>.Numbers(problem, FillKind.Exact, seed));
    }
}
