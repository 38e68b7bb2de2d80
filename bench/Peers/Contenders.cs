using Conformance.Catalog;
using Conformance.Engines.OnnxRuntime;
using Conformance.Engines.OpenCv;
using Conformance.Engines.Torch;
using Conformance.Onnx;
using Conformance.Optimized;
using Conformance.Spec;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Bench.Peers;

/// <summary>Everyone who may race: our kernels and the peers that are here.</summary>
internal static class Contenders
{
    public static IReadOnlyList<ContenderFactory> Ours { get; } =
        [.. Kernels.Names.Select(name => new ContenderFactory(
            name, true, Accuracy.Componentwise, problem => Kernels.Create<float>(name, 1).Supports(problem).IsSupported,
            (data, threads) => new OurContender(Kernels.Create<float>(name, threads), data)))];

    public static IReadOnlyList<ContenderFactory> Peers { get; } =
    [
        .. WhereHere(OnnxRuntimeEngines.All[0],
            Peer("ort-all", Accuracy.Componentwise, ConvModel.Supports, (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_ALL, threads)),
            Peer("ort-extended", Accuracy.Componentwise, ConvModel.Supports, (data, threads) => new OnnxRuntimeContender(data, GraphOptimizationLevel.ORT_ENABLE_EXTENDED, threads))),
        .. WhereHere(TorchEngines.All[0],
            Peer("torch", Accuracy.Componentwise, new TorchConvolution<float>().Supports, (data, threads) => new TorchContender(data, threads))),
        .. WhereHere(OpenCvEngines.All[0],
            Peer("opencv-dnn", Accuracy.Normwise, new DnnConvolution().Supports, (data, threads) => new OpenCvDnnContender(data, threads)),
            Peer("filter2d", Accuracy.Normwise, new Filter2DConvolution().Supports, (data, threads) => new Filter2DContender(data, threads))),
    ];

    private static ContenderFactory Peer(
        string name, Accuracy accuracy, Func<ConvolutionProblem, Support> supports, Func<Suite.Cases.CaseData<float>, int, IContender> create) =>
        new(name, false, accuracy, problem => supports(problem).IsSupported, create);

    private static ContenderFactory[] WhereHere(EngineEntry entry, params ContenderFactory[] contenders) =>
        entry.Availability.IsHere ? contenders : [];
}
