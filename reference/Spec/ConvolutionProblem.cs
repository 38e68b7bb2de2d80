using System.Collections.Immutable;
using Conformance.Spec.Text;

namespace Conformance.Spec;

/// <summary>
/// A convolution, described but not computed: Y = W ⋆ X (+ b) with
/// X: [N, C_in, n…], W: [C_out, C_in/g, k…], b: [C_out], Y: [N, C_out, o…], over one to three spatial axes.
/// Immutable; the rules C1 to C13 of SPEC.md hold for every instance.
/// </summary>
public sealed class ConvolutionProblem : IEquatable<ConvolutionProblem>
{
    /// <summary>Describes a problem.</summary>
    /// <param name="batch">N, which may be 0.</param>
    /// <param name="inputChannels">C_in, over all groups.</param>
    /// <param name="outputChannels">C_out, over all groups.</param>
    /// <param name="axes">The spatial axes in order: [width], [height, width] or [depth, height, width].</param>
    /// <param name="groups">g, a divisor of both channel counts.</param>
    /// <param name="bias">Whether one number for each output channel is added.</param>
    /// <param name="strict">Strict convolution (the kernel is flipped) instead of cross-correlation.</param>
    /// <param name="name">A label without effect on the result.</param>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public ConvolutionProblem(
        long batch, long inputChannels, long outputChannels, IEnumerable<SpatialAxis> axes,
        long groups = 1, bool bias = false, bool strict = false, string name = "")
    {
        (Batch, InputChannels, OutputChannels, Groups) = (batch, inputChannels, outputChannels, groups);
        (Axes, HasBias, IsStrict, Name) = ([.. axes], bias, strict, name);
        ProblemRules.Check(this);
        // Kept, since every call of an engine checks its tensors against them.
        InputShape = Shape(Batch, InputChannels, a => a.Size);
        WeightShape = Shape(OutputChannels, InputChannelsPerGroup, a => a.Kernel);
        BiasShape = [HasBias ? checked((nint)OutputChannels) : 0];
        OutputShape = Shape(Batch, OutputChannels, a => a.Output);
    }

    /// <summary>N.</summary>
    public long Batch { get; }

    /// <summary>C_in over all groups.</summary>
    public long InputChannels { get; }

    /// <summary>C_out over all groups.</summary>
    public long OutputChannels { get; }

    /// <summary>g.</summary>
    public long Groups { get; }

    /// <summary>The spatial axes, outermost first; the last one is the width.</summary>
    public ImmutableArray<SpatialAxis> Axes { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool HasBias { get; }

    /// <summary>Strict convolution: the kernel is flipped on every spatial axis before it is correlated.</summary>
    public bool IsStrict { get; }

    /// <summary>A label, empty for none.</summary>
    public string Name { get; }

    /// <summary>C_in/g.</summary>
    public long InputChannelsPerGroup => InputChannels / Groups;

    /// <summary>C_out/g.</summary>
    public long OutputChannelsPerGroup => OutputChannels / Groups;

    /// <summary>[N, C_in, n…].</summary>
    public ImmutableArray<nint> InputShape { get; }

    /// <summary>[C_out, C_in/g, k…].</summary>
    public ImmutableArray<nint> WeightShape { get; }

    /// <summary>[C_out], or [0] where there is no bias.</summary>
    public ImmutableArray<nint> BiasShape { get; }

    /// <summary>[N, C_out, o…].</summary>
    public ImmutableArray<nint> OutputShape { get; }

    /// <summary>N·C_in·Πn.</summary>
    public long InputCount => Count(Batch, InputChannels, a => a.Size);

    /// <summary>C_out·C_in/g·Πk.</summary>
    public long WeightCount => Count(OutputChannels, InputChannelsPerGroup, a => a.Kernel);

    /// <summary>C_out, or 0 where there is no bias.</summary>
    public long BiasCount => HasBias ? OutputChannels : 0;

    /// <summary>N·C_out·Πo.</summary>
    public long OutputCount => Count(Batch, OutputChannels, a => a.Output);

    /// <summary>C_in/g·Πk: the products that one output element sums, padding included, bias not.</summary>
    public long WindowTerms => Count(1, InputChannelsPerGroup, a => a.Kernel);

    /// <summary>Output elements times window terms, padding included.</summary>
    public long MultiplyAdds => checked(OutputCount * WindowTerms);

    /// <summary>The same problem with some parameters replaced.</summary>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public ConvolutionProblem With(
        long? batch = null, long? inputChannels = null, long? outputChannels = null,
        IEnumerable<SpatialAxis>? axes = null, long? groups = null, bool? bias = null, bool? strict = null,
        string? name = null) =>
        new(batch ?? Batch, inputChannels ?? InputChannels, outputChannels ?? OutputChannels, axes ?? Axes,
            groups ?? Groups, bias ?? HasBias, strict ?? IsStrict, name ?? Name);

    /// <summary>Reads a problem line; see SPEC.md, "The problem line".</summary>
    /// <exception cref="ProblemFormatException">The line is not one, or says more than a problem.</exception>
    public static ConvolutionProblem Parse(string line) => ProblemLine.Parse(line).OnlyProblem();

    /// <summary>The problem line: the shortest text that reads back to this problem.</summary>
    public override string ToString() => ProblemWriter.Write(this);

    /// <inheritdoc/>
    public bool Equals(ConvolutionProblem? other) =>
        other is not null && Batch == other.Batch && InputChannels == other.InputChannels
        && OutputChannels == other.OutputChannels && Groups == other.Groups && HasBias == other.HasBias
        && IsStrict == other.IsStrict && Name == other.Name && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConvolutionProblem);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Batch, InputChannels, OutputChannels, Groups, HasBias, IsStrict, Name,
        Axes.Aggregate(0, (hash, axis) => HashCode.Combine(hash, axis)));

    private ImmutableArray<nint> Shape(long first, long second, Func<SpatialAxis, long> extent) =>
        [checked((nint)first), checked((nint)second), .. Axes.Select(a => checked((nint)extent(a)))];

    private long Count(long first, long second, Func<SpatialAxis, long> extent) =>
        Axes.Aggregate(checked(first * second), (count, axis) => checked(count * extent(axis)));
}
