using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The elements b, b + step, b + 2·step, … of an axis, as an axis of their own with stride 1 and without dilation.
/// </summary>
/// <param name="Axis">That axis: a pad of −q, see <see cref="Phase"/>.</param>
/// <param name="Step">The distance of two elements.</param>
/// <param name="First">b.</param>
internal readonly record struct Part(SpatialAxis Axis, int Step, int First)
{
    /// <param name="axis">The axis.</param>
    /// <param name="shift">a: where a − p = step·q + b, 0 ≤ b &lt; step, for the pad p of the axis.</param>
    /// <param name="step">The distance of two elements.</param>
    /// <param name="outputs">How many outputs are computed.</param>
    /// <param name="taps">How many taps.</param>
    public static Part Of(SpatialAxis axis, int shift, int step, long outputs, int taps)
    {
        long b = (shift - axis.PadBefore) % step;
        if (b < 0) b += step;
        long q = (shift - axis.PadBefore - b) / step, size = Math.Max((axis.Size - b + step - 1) / step, 0);
        return new(new SpatialAxis(size, taps, PadBefore: -q, PadAfter: outputs + taps - 1 - size + q), step, (int)b);
    }
}

/// <summary>
/// The convolutions of stride 1 and without dilation that others consist of. Outputs a, a + d, a + 2d, … of a dilated one
/// read inputs b, b + d, b + 2d, … only; one of stride s is a sum over s parts of its input, each with every s-th tap:
/// <code>
///   y[d·i + a] = Σ_k x[d·(i + k + q) + b]·w[k]                 a − p = d·q + b, 0 ≤ b &lt; d
///   y[i] = Σ_a Σ_u x[s·(i + u + q) + b]·w[s·u + a]             a − p = s·q + b, 0 ≤ b &lt; s
/// </code>
/// </summary>
/// <param name="Parts">What is read: of a dilated axis one part, of one with a stride a part for each a.</param>
/// <param name="Step">The distance of two outputs.</param>
/// <param name="First">The first output.</param>
/// <param name="Outputs">How many outputs there are; every phase computes as many as the longest one has.</param>
internal sealed record Phase(Part[] Parts, int Step, int First, int Outputs)
{
    /// <summary>The taps of a phase: ⌈k/s⌉.</summary>
    public static int Taps(SpatialAxis axis) => (int)((axis.Kernel + axis.Stride - 1) / axis.Stride);

    /// <summary>All phases of an axis that have an output.</summary>
    /// <param name="axis">An axis with a stride or a dilation, not both.</param>
    /// <param name="taps">As many as <see cref="Taps"/>, or more, which are zero.</param>
    public static Phase[] Of(SpatialAxis axis, int taps)
    {
        int dilation = (int)axis.Dilation, step = dilation * (int)axis.Stride;
        long longest = (axis.Output + dilation - 1) / dilation;
        Part[] parts = [.. Enumerable.Range(0, step).Select(a => Part.Of(axis, a, step, longest, taps))];
        if (axis.Output == 0) return [];
        if (dilation == 1) return [new Phase(parts, 1, 0, (int)axis.Output)];
        return [.. parts.Take((int)Math.Min(step, axis.Output)).Select((part, a) => new Phase([part], step, a, (int)((axis.Output - a + step - 1) / step)))];
    }
}
