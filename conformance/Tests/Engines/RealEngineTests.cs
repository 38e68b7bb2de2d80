using Conformance.Cli;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Every real engine over the standard set: right wherever it claims support, but for what is known.</summary>
public class RealEngineTests
{
    [EngineFact("onnxruntime")]
    public void OnnxRuntime_passes_the_standard_set() => Passes("onnxruntime", atLeast: 200);

    [EngineFact("onnxruntime-noopt")]
    public void OnnxRuntime_without_optimisations_passes_the_standard_set() => Passes("onnxruntime-noopt", atLeast: 200);

    [EngineFact("opencv-dnn")]
    public void OpenCv_dnn_passes_the_standard_set() => Passes("opencv-dnn", atLeast: 200);

    [EngineFact("opencv-filter2d")]
    public void OpenCv_filter2D_passes_the_standard_set() => Passes("opencv-filter2d", atLeast: 10);

    [EngineFact("opencv-dnn-winograd")]
    public void OpenCv_dnn_with_Winograd_passes_the_standard_set() => Passes("opencv-dnn-winograd", atLeast: 200);

    [EngineFact("opencv-filter2d-dft")]
    public void OpenCv_filter2D_by_DFT_passes_the_standard_set() => Passes("opencv-filter2d-dft", atLeast: 1);

    [EngineFact("onednn")]
    public void OneDnn_passes_the_standard_set() => Passes("onednn", atLeast: 200);

    [EngineFact("torch")]
    public void Libtorch_passes_the_standard_set() => Passes("torch", atLeast: 150);

    private static void Passes(string name, int atLeast)
    {
        var engine = EngineUnderTest.From(EngineSelection.Known.Single(entry => entry.Name == name));
        // One exact fill and a real one for each problem; the main job draws more.
        List<CaseResult> results = [.. ConformanceRun.Execute<float>([engine], CaseFiles.Standard<float>(0.5, seed: 2))];
        Assert.DoesNotContain(results, result => result.Verdict.IsFailure);
        Assert.InRange(results.Count(result => result.Verdict.Kind == VerdictKind.Passed), atLeast, results.Count);
        Assert.All(results, result => Assert.True(result.Verdict.Kind is not VerdictKind.Unsupported || result.Verdict.Reason.Length > 0));
    }
}
