using Conformance.Catalog;
using Conformance.OpenCv;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

public class OpenCvTests
{
    private const string Dnn = "opencv-dnn";
    private const string Winograd = "opencv-dnn-winograd";
    private const string Filter = "opencv-filter2d";
    private const string FilterByDft = "opencv-filter2d-dft";

    [EngineFact(Dnn)]
    public void Dnn_agrees_with_the_naive_loop() =>
        EngineChecks.Agrees(EngineChecks.Single(Dnn), WithoutTheFault(Dnn, 100));

    [EngineFact(Winograd)]
    public void Winograd_agrees_with_the_naive_loop_within_its_tolerance() =>
        EngineChecks.Agrees(EngineChecks.Single(Winograd), WithoutTheFault(Winograd, 60).Concat(Tiles()));

    [EngineFact(Dnn)]
    public void Dnn_is_exact_where_Winograd_is_not()
    {
        EngineChecks.Agrees(EngineChecks.Single(Dnn), Tiles());
        int differ = Tiles().Sum(problem =>
        {
            Operands<float> operands = new(problem);
            EngineChecks.Single(Winograd).Convolve(problem, operands.X, operands.W, operands.B, operands.Y);
            return operands.Output.Zip(NaiveLoop.Convolve(problem, operands.Input, operands.Weight, operands.Bias))
                .Count(pair => pair.First != pair.Second);
        });
        Assert.True(differ > 0, "the switch for Winograd has no effect");
    }

    [EngineFact(Dnn)]
    public void Dnn_takes_views_and_keeps_prepared_weights()
    {
        EngineChecks.TakesViews(EngineChecks.Single(Dnn), WithoutTheFault(Dnn, 20));
        EngineChecks.KeepsPreparedWeights(EngineChecks.Single(Dnn), WithoutTheFault(Dnn, 20));
    }

    /// <summary>A fault of OpenCV 4.13, written down so that the day it is mended shows here.</summary>
    [EngineFact(Dnn)]
    public void Dnn_forgets_the_pads_after_a_1x1_kernel()
    {
        ConvolutionProblem problem = new(1, 1, 1, [new SpatialAxis(2, 1), new SpatialAxis(2, 1, 1, 1, 0, 1)]);
        float[] x = [1, 2, 3, 4], w = [1], y = new float[6];
        EngineChecks.Single(Dnn).Convolve(problem, new(x, problem.InputShape.AsSpan()),
            new(w, problem.WeightShape.AsSpan()), default, new(y, problem.OutputShape.AsSpan()));
        // Right is [1, 2, 0, 3, 4, 0]. The last two elements are never written and hold what the memory held.
        Assert.Equal<float>([1, 2, 3, 4], y[..4]);
    }

    [EngineFact(Dnn)]
    public void Dnn_names_what_it_does_not_support()
    {
        IConvolution<float> engine = EngineChecks.Single(Dnn);
        EngineChecks.Refuses(engine, new(0, 1, 1, [new SpatialAxis(4, 3)]), "empty");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3, 1, 1, 1, 0)]), "first pad");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new SpatialAxis(4, 3)], strict: true), "cross-correlation");
    }

    [EngineFact(Filter)]
    public void Filter_agrees_with_the_naive_loop()
    {
        EngineChecks.Agrees(EngineChecks.Single(Filter), RandomProblems.Planes(EngineChecks.Single(Filter), 3, 40));
        EngineChecks.Agrees(EngineChecks.Single(Filter), RandomProblems.Planes(EngineChecks.Single(Filter), 11, 40));
        EngineChecks.Agrees(EngineChecks.Double(Filter), RandomProblems.Planes(EngineChecks.Double(Filter), 7, 40));
        EngineChecks.TakesViews(EngineChecks.Single(Filter), RandomProblems.Planes(EngineChecks.Single(Filter), 5, 20));
    }

    [EngineFact(FilterByDft)]
    public void Filter_by_DFT_agrees_with_the_naive_loop_within_its_tolerance()
    {
        IConvolution<float> single = EngineChecks.Single(FilterByDft);
        EngineChecks.Agrees(single, RandomProblems.Planes(single, 15, 40));
        IConvolution<double> wide = EngineChecks.Double(FilterByDft);
        EngineChecks.Agrees(wide, RandomProblems.Planes(wide, 12, 40));
    }

    [EngineFact(Filter)]
    public void Filter_names_what_it_does_not_support()
    {
        IConvolution<float> engine = EngineChecks.Single(Filter);
        SpatialAxis axis = new(20, 3);
        EngineChecks.Refuses(engine, new(1, 1, 1, [axis]), "two spatial axes");
        EngineChecks.Refuses(engine, new(1, 2, 1, [axis, axis]), "one channel");
        EngineChecks.Refuses(engine, new(1, 1, 1, [axis, axis with { Stride = 2 }]), "stride");
        EngineChecks.Refuses(engine, new(1, 1, 1, [axis, axis with { PadBefore = 3 }]), "anchor");
        EngineChecks.Refuses(engine, new(1, 1, 1, [axis, axis with { PadBefore = 2, PadAfter = 1 }]), "no larger");
        EngineChecks.Refuses(engine, new(1, 1, 1, [new(20, 13), new(20, 10)]), "DFT from 130");
    }

    [Fact]
    public void A_missing_dependency_is_named_with_the_command_that_installs_it()
    {
        Availability absent = OpenCvLibrary.Missing(
            "Unable to load shared library 'OpenCvSharpExtern' or one of its dependencies.\n"
            + "libgtk-3.so.0: cannot open shared object file: No such file or directory\n"
            + "/app/libOpenCvSharpExtern: cannot open shared object file: No such file or directory\n");
        Assert.Equal("libgtk-3.so.0: cannot open shared object file: No such file or directory", absent.Reason);
        Assert.Equal("apt-get install -y --no-install-recommends libgtk-3-0", absent.Install);
    }

    private static IEnumerable<ConvolutionProblem> Tiles() =>
    [
        new(1, 16, 16, [new SpatialAxis(16, 3, 1, 1, 1, 1), new SpatialAxis(17, 3, 1, 1, 1, 1)], bias: true),
        new(2, 5, 9, [new SpatialAxis(20, 3), new SpatialAxis(13, 3, 1, 1, 2, 0)]),
    ];

    private static IEnumerable<ConvolutionProblem> WithoutTheFault(string engine, int count) =>
        RandomProblems.For(EngineChecks.Single(engine), 2 * count).Where(problem => !Forgets(problem)).Take(count);

    private static bool Forgets(ConvolutionProblem problem) =>
        problem.Axes.All(axis => axis.Kernel == 1 && axis.Stride == 1 && axis.PadBefore == 0)
        && problem.Axes.Any(axis => axis.PadAfter != 0);
}
