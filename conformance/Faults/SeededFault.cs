using System.Numerics;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>A wrong convolution that shipped, or plausibly could: an engine that is right but for one thing.</summary>
/// <param name="Id">A short name, as "stride0-all-axes".</param>
/// <param name="Class">The part of a convolution that it concerns, as "indexing".</param>
/// <param name="Sentence">What goes wrong.</param>
/// <param name="Source">The public thread, as "owner/repo#N", or "plausible; no thread".</param>
/// <param name="Smallest">A problem line that shows it.</param>
/// <param name="Trigger">The problems on which the engine errs; on all others it is right.</param>
/// <param name="Hooks">What it does differently there.</param>
public sealed record SeededFault(
    string Id, string Class, string Sentence, string Source, string Smallest,
    Func<ConvolutionProblem, bool> Trigger, FaultHooks Hooks)
{
    /// <summary>The engine with the fault.</summary>
    public IConvolution<T> CreateEngine<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new HookedConvolution<T>(this);
}

/// <summary>The places at which a fault can differ from the formula; each hook is the formula's own step unless set.
/// Numbers pass as double, which holds every float and double exactly.</summary>
public sealed record FaultHooks
{
    /// <summary>The stride, dilation and pads that are used for an axis.</summary>
    public Func<ConvolutionProblem, int, SpatialAxis> Axis { get; init; } = (p, axis) => p.Axes[axis];

    /// <summary>The index in the kernel that is read for a tap of an axis, counted in the order of the input.</summary>
    public Func<ConvolutionProblem, int, long, long> Tap { get; init; } =
        (p, axis, tap) => p.IsStrict ? p.Axes[axis].Kernel - 1 - tap : tap;

    /// <summary>The coordinate that is read on an axis, given the one that a window reaches; null for zero.</summary>
    public Func<SpatialAxis, long, long?> Read { get; init; } = (axis, at) => at >= 0 && at < axis.Size ? at : null;

    /// <summary>The group of an output channel.</summary>
    public Func<ConvolutionProblem, long, long> Group { get; init; } = (p, c) => c / p.OutputChannelsPerGroup;

    /// <summary>How many input channels of a group are summed.</summary>
    public Func<ConvolutionProblem, long> Channels { get; init; } = p => p.InputChannelsPerGroup;

    /// <summary>What is added for a channel's bias.</summary>
    public Func<ConvolutionProblem, long, double, double> Bias { get; init; } = (_, _, bias) => bias;

    /// <summary>What becomes of an operand before it is multiplied.</summary>
    public Func<double, double> Operand { get; init; } = value => value;

    /// <summary>What becomes of a result at [n, c, o…].</summary>
    public Func<ConvolutionProblem, long[], double, double> Result { get; init; } = (_, _, value) => value;
}
