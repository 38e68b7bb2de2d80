using System.Collections.Concurrent;
using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>Cases drawn once for all kernels: the oracle takes longer than they do.</summary>
internal static class DrawnOnce
{
    public static CaseData<float> Exact(string line) => Exact<float>(line);

    public static CaseData<T> Exact<T>(string line) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of<T>.Cases.GetOrAdd(line, l => CaseData<T>.Draw(ConvolutionProblem.Parse(l), FillKind.Exact, seed: 5));

    public static CaseData<T> Exact<T>(ConvolutionProblem problem) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exact<T>(problem.ToString());

    /// <summary>Whether a kernel takes long for a problem of its size: a Fourier transform for each filter of each channel.</summary>
    public static bool IsLong(string kernel, ConvolutionProblem p) =>
        kernel.StartsWith("fft", StringComparison.Ordinal) && p.OutputChannels * p.InputChannelsPerGroup > 2000;

    private static class Of<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly ConcurrentDictionary<string, CaseData<T>> Cases = new();
    }
}
