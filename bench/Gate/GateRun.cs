using Conformance.Spec;

namespace Conformance.Bench.Gate;

/// <summary>What the gate found on a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Decision">Open where the budget was over before it was clear.</param>
/// <param name="Change">The change; null after fewer than four trials.</param>
internal sealed record GateResult(ConvolutionProblem Layer, Decision Decision, Change? Change);

/// <summary>Makes trials until all layers are decided, or the budget is over.</summary>
/// <param name="test">The test.</param>
/// <param name="trial">Makes one trial of some layers, from a seed.</param>
internal sealed class GateRun(SequentialTest test, Func<IReadOnlyList<ConvolutionProblem>, int, IReadOnlyDictionary<ConvolutionProblem, double>> trial)
{
    /// <summary>Runs.</summary>
    /// <param name="layers">The layers; those that are decided take no part in later trials.</param>
    /// <param name="seed">The seed of all order.</param>
    /// <param name="isOver">Asked before each trial.</param>
    public IReadOnlyList<GateResult> Run(IReadOnlyList<ConvolutionProblem> layers, int seed, Func<bool> isOver)
    {
        var ratios = layers.ToDictionary(layer => layer, _ => new List<double>());
        var decided = layers.ToDictionary(layer => layer, _ => Decision.Open);
        for (int number = 0; number < SequentialTest.Looks[^1] && !isOver(); number++)
        {
            List<ConvolutionProblem> open = [.. layers.Where(layer => decided[layer] == Decision.Open)];
            if (open.Count == 0) break;
            foreach (var (layer, ratio) in trial(open, seed + number))
            {
                ratios[layer].Add(ratio);
                decided[layer] = test.Decide(ratios[layer]);
            }
        }
        return [.. layers.Select(layer => new GateResult(layer, decided[layer], ratios[layer].Count < 4 ? null : test.Estimate(ratios[layer])))];
    }
}
