using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>What is left over from blocks, and slices of threads.</summary>
internal static class TailFaults
{
    private const long Block = 32;

    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("last-column-zeroed", "tail", "the last column of the output is zero",
            Plausible, "mb1ic1iw2oc1kw1",
            p => p.Axes[^1].Output > 1, new() { Result = (p, at, value) => at[^1] == p.Axes[^1].Output - 1 ? 0 : value }),

        new("even-kernel-edge", "tail", "the right border column leaves out the last tap of a kernel of 2",
            "ARM-software/ComputeLibrary#78", "mb1ic1ih2iw2oc1kh2kw2",
            p => p.Axes.Length == 2 && p.Axes.All(a => a.Kernel == 2),
            new() { Read = reach => reach.IsLast && reach.Position == reach.Axis.Output - 1 && reach.Tap == 1 ? null : reach.Right }),

        new("batch-mod-32", "tail", "the images after the last whole block of 32 are not computed",
            "NervanaSystems/neon#361", "mb33ic1iw1oc1kw1",
            p => p.Batch > Block && p.Batch % Block != 0,
            new() { Result = (p, at, value) => at[0] >= p.Batch / Block * Block ? 0 : value }),

        new("rows-lt-threads", "threading", "a thread whose slice of rows is empty takes it for all rows, and adds them a second time",
            Plausible, "mb1ic1ih1iw1oc1kh1kw1",
            p => p.Axes.Length == 2 && p.Axes[0].Output == 1, new() { Result = (_, _, value) => 2 * value })
        { NeedsThreads = true },

        new("output-race", "threading", "two threads share the input channels and add into one output without a lock",
            Plausible, "mb1ic2iw1oc1kw1",
            p => p.InputChannelsPerGroup > 1, new() { RacesOverChannels = true })
        { NeedsThreads = true },
    ];
}
