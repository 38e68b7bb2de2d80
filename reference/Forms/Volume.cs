using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>One product of the layer: where its output element, its weight and its input element stand.</summary>
internal readonly record struct Term(long Output, long Weight, long Input);

/// <summary>
/// A problem of one to three axes seen as one of three: an axis of size 1 with a kernel of 1 changes nothing, so a line
/// is an image of height 1, and an image is a volume of depth 1. Holds where each element
/// stands in the flattened tensor.
/// </summary>
internal sealed class Volume
{
    private static readonly SpatialAxis Absent = new(Size: 1, Kernel: 1);

    public Volume(ConvolutionProblem problem)
    {
        int present = problem.Axes.Length;
        Depth = present >= 3 ? problem.Axes[^3] : Absent;
        Height = present >= 2 ? problem.Axes[^2] : Absent;
        Width = problem.Axes[^1];
        (Channels, Filters) = (problem.InputChannels, problem.OutputChannels);
        (ChannelsPerGroup, FiltersPerGroup) = (problem.InputChannelsPerGroup, problem.OutputChannelsPerGroup);
        Taps = Depth.Kernel * Height.Kernel * Width.Kernel;
    }

    public SpatialAxis Depth { get; }

    public SpatialAxis Height { get; }

    public SpatialAxis Width { get; }

    /// <summary>C_in.</summary>
    public long Channels { get; }

    /// <summary>C_out.</summary>
    public long Filters { get; }

    /// <summary>C_in/g.</summary>
    public long ChannelsPerGroup { get; }

    /// <summary>C_out/g.</summary>
    public long FiltersPerGroup { get; }

    /// <summary>The taps of the kernel for one pair of channels.</summary>
    public long Taps { get; }

    /// <summary>The input channel that filter o meets as the c-th channel of its group.</summary>
    public long ChannelOf(long o, long c) => o / FiltersPerGroup * ChannelsPerGroup + c;

    /// <summary>Where X[n, c, x₁, x₂, x₃] stands.</summary>
    public long Input(long n, long c, long x1, long x2, long x3) =>
        (((n * Channels + c) * Depth.Size + x1) * Height.Size + x2) * Width.Size + x3;

    /// <summary>Where W[o, c, a₁, a₂, a₃] stands; c counts inside the group.</summary>
    public long Weight(long o, long c, long a1, long a2, long a3) =>
        (((o * ChannelsPerGroup + c) * Depth.Kernel + a1) * Height.Kernel + a2) * Width.Kernel + a3;

    /// <summary>Where Y[n, o, i₁, i₂, i₃] stands.</summary>
    public long Output(long n, long o, long i1, long i2, long i3) =>
        (((n * Filters + o) * Depth.Output + i1) * Height.Output + i2) * Width.Output + i3;

    /// <summary>All terms W·X of the layer, each with the output element that it belongs to.</summary>
    public IEnumerable<Term> Terms(long batch)
    {
        for (long n = 0; n < batch; n++)
        {
            for (long o = 0; o < Filters; o++)
            {
                for (long c = 0; c < ChannelsPerGroup; c++)
                {
                    foreach ((long i1, long a1, long x1) in Meetings(Depth))
                    {
                        foreach ((long i2, long a2, long x2) in Meetings(Height))
                        {
                            foreach ((long i3, long a3, long x3) in Meetings(Width))
                            {
                                yield return new Term(Output(n, o, i1, i2, i3), Weight(o, c, a1, a2, a3),
                                    Input(n, ChannelOf(o, c), x1, x2, x3));
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>The (i, a, x) of an axis with x = i·s − p + a·d inside the input.</summary>
    private static IEnumerable<(long I, long A, long X)> Meetings(SpatialAxis axis)
    {
        for (long i = 0; i < axis.Output; i++)
        {
            for (long a = 0; a < axis.Kernel; a++)
            {
                long x = axis.InputAt(i, a);
                if (x >= 0 && x < axis.Size) yield return (i, a, x);
            }
        }
    }
}
