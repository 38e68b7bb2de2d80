using System.Text;
using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Engines.Tests;

[Collection("stderr")]
public class OnnxRuntimeTests
{
    private const string Optimized = "onnxruntime";
    private const string Plain = "onnxruntime-noopt";

    [EngineFact(Optimized)]
    public void Optimized_engine_agrees_with_the_naive_loop() => EngineChecks.Agrees(
        EngineChecks.Single(Optimized), RandomProblems.For(EngineChecks.Single(Optimized), 100));

    [EngineFact(Plain)]
    public void Plain_engine_agrees_with_the_naive_loop() => EngineChecks.Agrees(
        EngineChecks.Single(Plain), RandomProblems.For(EngineChecks.Single(Plain), 100));

    [EngineFact(Optimized)]
    public void Both_engines_take_views()
    {
        foreach (string name in (string[])[Optimized, Plain])
            EngineChecks.TakesViews(EngineChecks.Single(name), RandomProblems.For(EngineChecks.Single(name), 20));
    }

    [EngineFact(Optimized)]
    public void Both_engines_keep_prepared_weights()
    {
        foreach (string name in (string[])[Optimized, Plain])
            EngineChecks.KeepsPreparedWeights(EngineChecks.Single(name), RandomProblems.For(EngineChecks.Single(name), 20));
    }

    [EngineFact(Optimized)]
    public void Empty_tensors_are_computed()
    {
        SpatialAxis axis = new(0, 2, 1, 1, 1, 1);
        foreach (string name in (string[])[Optimized, Plain])
        {
            EngineChecks.Agrees(EngineChecks.Single(name),
            [
                new(0, 2, 2, [new SpatialAxis(4, 3)]),
                new(1, 2, 2, [axis], bias: true),
                new(2, 2, 2, [axis, new SpatialAxis(4, 3)]),
            ]);
        }
    }

    [EngineFact(Optimized)]
    public void What_ONNX_excludes_is_unsupported()
    {
        IConvolution<float> engine = EngineChecks.Single(Optimized);
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3)], strict: true), "cross-correlation");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 2, 1, 1, -1, 0)]), "negative pads");
    }

    /// <summary>Two readings of auto_pad, the library's and the vocabulary's, give the same pads. The library refuses
    /// dilated kernels there.</summary>
    [EngineFact(Optimized)]
    public void Auto_pad_means_the_same_to_the_library()
    {
        Random random = new(3);
        for (int round = 0; round < 200; round++)
        {
            string mode = round % 2 == 0 ? "SAME_UPPER" : "SAME_LOWER";
            Padding padding = round % 2 == 0 ? Padding.SameUpper : Padding.SameLower;
            SpatialAxis[] axes =
            [
                .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => padding.Resolve(
                    new SpatialAxis(random.Next(1, 9), random.Next(1, 5), random.Next(1, 4)))),
            ];
            Operands<float> operands = new(new ConvolutionProblem(1, 2, 2, axes));
            ModelProto model = ConvModel.WithWeightInputs(operands.Problem, ElementType.F32);
            model.Graph!.Node[0].Attribute.RemoveAll(attribute => attribute.Name == "pads");
            model.Graph.Node[0].Attribute.Add(new()
            {
                Name = "auto_pad",
                Type = AttributeKind.String,
                S = Encoding.UTF8.GetBytes(mode),
            });
            using OnnxRuntime.OrtSession session = new(
                operands.Problem, OnnxFile.Write(model), new(Optimized: false, Threads: 1));
            session.Run(operands.Input, operands.Weight, operands.Bias, operands.Output);
            operands.Check(operands.Output, 0);
        }
    }

    [EngineFact(Optimized)]
    public void A_refused_model_raises_and_writes_nothing()
    {
        ConvolutionProblem problem = new(1, 2, 2, [new SpatialAxis(4, 3)]);
        // No double Conv exists in the library, so the model is valid and refused.
        byte[] model = OnnxFile.Write(ConvModel.WithWeightInputs(problem, ElementType.F64));
        string written = StandardError.During(() =>
        {
            OnnxRuntime.OrtSettings settings = new(Optimized: true, Threads: 1);
            Assert.ThrowsAny<OnnxRuntimeException>(() => new OnnxRuntime.OrtSession(problem, model, settings));
        });
        Assert.Equal("", written);
    }
}
