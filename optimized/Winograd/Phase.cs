using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// One of the d convolutions without dilation that a dilated one consists of on an axis: outputs a, a + d, a + 2d, … read
/// inputs b, b + d, b + 2d, … only:
/// <code>
///   y[d·i + a] = Σ_k x[d·(i + k + q) + b]·w[k],   a − p = d·q + b, 0 ≤ b &lt; d
/// </code>
/// </summary>
/// <param name="Axis">The axis of the phase: a pad of −q, and as many outputs as the longest phase has.</param>
/// <param name="Step">d: the distance of two elements of the phase.</param>
/// <param name="Input">b: its first input.</param>
/// <param name="Output">a: its first output.</param>
/// <param name="Outputs">How many outputs it really has.</param>
internal readonly record struct Phase(SpatialAxis Axis, int Step, int Input, int Output, int Outputs)
{
    /// <summary>All phases of an axis of stride 1 that have an output.</summary>
    public static IEnumerable<Phase> Of(SpatialAxis axis)
    {
        int step = (int)axis.Dilation;
        long longest = (axis.Output + step - 1) / step;
        for (int a = 0; a < Math.Min(step, axis.Output); a++)
        {
            long b = (a - axis.PadBefore) % step;
            if (b < 0) b += step;
            long q = (a - axis.PadBefore - b) / step, size = Math.Max((axis.Size - b + step - 1) / step, 0);
            var plain = new SpatialAxis(size, axis.Kernel, PadBefore: -q, PadAfter: longest + axis.Kernel - 1 - size + q);
            yield return new(plain, step, (int)b, a, (int)((axis.Output - a + step - 1) / step));
        }
    }
}
