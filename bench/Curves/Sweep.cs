using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Bench.Curves;

/// <summary>A family of layers in which one size grows.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="Grows">What grows, and what stays: the label of the axis.</param>
/// <param name="Sizes">The sizes, ascending.</param>
/// <param name="Layer">The layer of a size.</param>
/// <param name="Kernels">The kernels that race, without registers.</param>
internal sealed record Sweep(string Name, string Grows, IReadOnlyList<int> Sizes, Func<int, ConvolutionProblem> Layer, IReadOnlyList<string> Kernels)
{
    /// <summary>All but those for some sizes only.</summary>
    private static readonly string[] Most = ["direct", "im2col", "rows", "winograd2", "winograd4", "fft"];

    /// <summary>The threads with which a size races.</summary>
    public Func<int, int> Threads { get; init; } = _ => 1;

    /// <summary>Those of the command.</summary>
    public static IReadOnlyList<Sweep> All { get; } =
    [
        new("side", "image side; 64 to 64 channels, 3×3", [4, 7, 10, 14, 20, 28, 40, 56, 80, 112], side => Parse($"mb1ic64ih{side}oc64kh3ph1"), [.. Most, "positions"]),
        new("channels", "channels in and out; 28×28, 3×3", [2, 4, 8, 16, 32, 64, 128, 256], channels => Parse($"mb1ic{channels}ih28oc{channels}kh3ph1"), Most),
        new("kernel", "kernel side; one channel, 256×256", [3, 5, 7, 9, 11, 15, 21, 31], side => Parse($"mb1ic1ih256oc1kh{side}ph{side / 2}"), Most),
        new("kernel16", "kernel side; 16 to 16 channels, 64×64", [1, 3, 5, 7, 9, 11, 15], side => Parse($"mb1ic16ih64oc16kh{side}ph{side / 2}"), Most),
        new("threads", "threads; 64 to 64 channels, 56×56, 3×3", [.. Enumerable.Range(1, Environment.ProcessorCount)], _ => Parse("mb1ic64ih56oc64kh3ph1"), ["im2col", "rows", "winograd4", "fft"])
        {
            Threads = threads => threads,
        },
    ];

    /// <summary>The whole name of a kernel, with the widest registers of the machine where it has a form for each width.</summary>
    public static string Whole(string kernel) =>
        Optimized.Kernels.Names.Contains(kernel) ? kernel : $"{kernel}-{Machine.Widest.Bits()}";

    private static ConvolutionProblem Parse(string line) => ConvolutionProblem.Parse(line);
}
