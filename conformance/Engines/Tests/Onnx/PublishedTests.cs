using System.Numerics.Tensors;
using Conformance.Onnx;
using Conformance.Spec;
using Xunit.Abstractions;

namespace Conformance.Engines.Tests;

/// <summary>The tests that ONNX publishes, as Debian packages them.</summary>
public class PublishedTests(ITestOutputHelper log)
{
    internal const string Folder = "/usr/share/libonnx-testdata/data";

    [PublishedFact]
    public void Every_folder_is_a_case_or_has_a_reason()
    {
        OnnxTestEntry[] entries = [.. OnnxTestFolder.Enumerate(Folder)];
        foreach (OnnxTestEntry entry in entries)
            log.WriteLine(entry is OnnxTestCase run ? $"{run.Name}: {run.Problem}" : entry.ToString());
        Assert.Empty(entries.OfType<OnnxTestError>());
        Assert.All(entries.OfType<OnnxTestNotRun>(), entry => Assert.NotEmpty(entry.Reason));
        string[] cases = [.. entries.OfType<OnnxTestCase>().Select(run => run.Name.Split('/')[0])];
        Assert.Equal(6, cases.Count(group => group == "node"));
        Assert.Equal(26, cases.Count(group => group == "pytorch-converted"));
        Assert.Equal(1, cases.Count(group => group == "pytorch-operator"));
    }

    [PublishedFact]
    public void ONNX_Runtime_gives_the_published_outputs()
    {
        foreach (OnnxTestCase run in OnnxTestFolder.Enumerate(Folder).OfType<OnnxTestCase>())
        {
            IConvolution<float> engine = EngineChecks.Single("onnxruntime");
            float[] output = new float[run.Problem.OutputCount];
            engine.Convolve(run.Problem, run.Input.Span<float>(), run.Weight.Span<float>(),
                run.Bias is null ? default : run.Bias.Span<float>(),
                new TensorSpan<float>(output, run.Problem.OutputShape.AsSpan()));
            float[] expected = run.Expected.Elements<float>();
            for (int i = 0; i < output.Length; i++)
            {
                // The published outputs were themselves computed in binary32, in another order.
                if (!(Math.Abs(output[i] - expected[i]) <= 1e-5 + 1e-5 * Math.Abs(expected[i])))
                    Assert.Fail($"{run.Name}: output {i} is {output[i]} instead of {expected[i]}");
            }
        }
    }
}

/// <summary>A test that needs the tests of ONNX; skipped, with the command that installs them, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (!Directory.Exists(PublishedTests.Folder))
            Skip = $"no folder {PublishedTests.Folder}; install: apt-get install -y libonnx-testdata";
    }
}
