using Conformance.Catalog;
using Conformance.Onnx;
using Conformance.OnnxRuntime;
using Conformance.OpenCv;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
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
        .. WhereHere(OnnxRuntimeEngines.All[0],
            Peer("ort-all", AccuracyClass.Componentwise, ConvModel.Supports, (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_ALL, threads)),
            Peer("ort-extended", AccuracyClass.Componentwise, ConvModel.Supports, (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_EXTENDED, threads))),
        .. WhereHere(TorchEngines.All[0],
            Peer("torch", AccuracyClass.Componentwise, new TorchConvolution<float>(1).Supports, (data, threads) => new TorchContender(data, threads))),
        .. OpenCvEngines.All.SelectMany(entry => WhereHere(entry,
            Peer(entry.Name, entry.Accuracy, entry.CreateF32!(EngineSettings.Default).Supports,
                (data, threads) => new EngineContender(entry.CreateF32!(new EngineSettings(threads)), data)))),
    ];

    private static ContenderFactory Our(string name, AccuracyClass accuracy) => new(
        name, true, accuracy, problem => Kernels.Create<float>(name, 1).Supports(problem).IsSupported,
        (data, threads) => new EngineContender(Kernels.Create<float>(name, threads), data));

    private static ContenderFactory Peer(
        string name, AccuracyClass accuracy, Func<ConvolutionProblem, Support> supports, Func<CaseData<float>, int, IContender> create) =>
        new(name, false, accuracy, problem => supports(problem).IsSupported, create);

    private static ContenderFactory[] WhereHere(EngineEntry entry, params ContenderFactory[] contenders) =>
        entry.Availability.IsPresent ? contenders : [];
}
