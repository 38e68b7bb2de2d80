using System.Collections.Concurrent;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>Cases drawn once for all kernels: the oracle takes longer than they do.</summary>
internal static class DrawnOnce
{
    private static readonly ConcurrentDictionary<string, CaseData<float>> Cases = new();

    public static CaseData<float> Exact(string line) =>
        Cases.GetOrAdd(line, l => CaseData<float>.Draw(ConvolutionProblem.Parse(l), FillKind.Exact, seed: 5));
}
