using Conformance.Bench.Peers.Fftw;
using Conformance.Catalog;
using Conformance.OneDnn;
using Conformance.Onnx;
using Conformance.OnnxRuntime;
using Conformance.OpenCv;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Torch;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Bench.Peers;

/// <summary>Everyone who may race: our kernels and the peers that are here.</summary>
internal static class Contenders
{
    public static IReadOnlyList<ContenderFactory> Ours { get; } =
        [.. Kernels.Names.Select(name => Our(name, AccuracyClass.Componentwise)), .. Kernels.NormwiseNames.Select(name => Our(name, AccuracyClass.Normwise))];

    public static IReadOnlyList<ContenderFactory> Peers { get; } =
    [
        .. WhereHere(OnnxRuntimeEngines.All[0].Availability,
            new("ort-all", ContenderRole.Peer, AccuracyClass.Componentwise, By(ConvModel.Supports), (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_ALL, threads)),
            new("ort-extended", ContenderRole.Peer, AccuracyClass.Componentwise, By(ConvModel.Supports), (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_EXTENDED, threads))),
        .. WhereHere(TorchEngines.All[0].Availability,
            new("torch", ContenderRole.Peer, AccuracyClass.Componentwise, TorchContender.Supports, (data, threads) => new TorchContender(data, channelsLast: false, threads)),
            new("torch-nhwc", ContenderRole.OwnLayout, AccuracyClass.Componentwise, TorchContender.SupportsChannelsLast, (data, threads) => new TorchContender(data, channelsLast: true, threads))),
        .. OpenCvEngines.All.SelectMany(entry => WhereHere(entry.Availability, FromCatalogue(entry))),
        .. OneDnnEngines.All.SelectMany(entry => WhereHere(entry.Availability, FromCatalogue(entry),
            new("onednn-blocked", ContenderRole.OwnLayout, AccuracyClass.Componentwise, By(entry.CreateF32!(EngineSettings.Default).Supports), (data, threads) => new OneDnnBlockedContender(data, threads)))),
        .. WhereHere(FftwLibrary.Availability,
            new ContenderFactory("fftw", ContenderRole.Peer, AccuracyClass.Normwise, FftwContender.Supports, (data, _) => new FftwContender(data))),
    ];

    /// <summary>Libraries by which several peers can be named at once, and what the names of those begin with.</summary>
    private static readonly Dictionary<string, string> Libraries = new() { ["onnxruntime"] = "ort-", ["opencv"] = "opencv-" };

    /// <summary>Peers by their names or those of their libraries, apart by commas too; all where nothing is given.</summary>
    /// <exception cref="ArgumentException">There is no such peer here.</exception>
    public static IReadOnlyList<ContenderFactory> PeersNamed(IReadOnlyList<string> words) =>
        words.Count == 0 ? Peers : [.. words.SelectMany(word => word.Split(',')).SelectMany(PeersOf).Distinct()];

    private static ContenderFactory[] PeersOf(string word)
    {
        ContenderFactory[] found = [.. Peers.Where(peer => peer.Name == word || Libraries.TryGetValue(word, out string? start) && peer.Name.StartsWith(start, StringComparison.Ordinal))];
        return found.Length > 0 ? found : throw new ArgumentException($"peer \"{word}\": not here; there are {string.Join(", ", Libraries.Keys.Concat(Peers.Select(peer => peer.Name)))}");
    }

    /// <summary>The contender of this name.</summary>
    public static ContenderFactory Named(string name) => Ours.Concat(Peers).Single(contender => contender.Name == name);

    private static ContenderFactory Our(string name, AccuracyClass accuracy) => new(
        name, ContenderRole.Ours, accuracy, By(Kernels.Create<float>(name, 1).Supports),
        (data, threads) => new EngineContender(Kernels.Create<float>(name, threads), data))
    {
        Strategy = problem => Kernels.Create<float>(name, 1) is Auto<float> planner ? planner.Explain(problem)[0].Strategy : "",
    };

    private static ContenderFactory FromCatalogue(EngineEntry entry) => new(
        entry.Name, ContenderRole.Peer, entry.Accuracy, By(entry.CreateF32!(EngineSettings.Default).Supports),
        (data, threads) => new EngineContender(entry.CreateF32!(new EngineSettings(threads)), data));

    private static Func<ConvolutionProblem, bool> By(Func<ConvolutionProblem, Support> supports) => problem => supports(problem).IsSupported;

    private static ContenderFactory[] WhereHere(Availability availability, params ContenderFactory[] contenders) =>
        availability.IsPresent ? contenders : [];
}
