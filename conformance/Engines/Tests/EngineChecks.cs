using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

/// <summary>What is checked of every engine.</summary>
internal static class EngineChecks
{
    // 256 roundings of the largest terms: ample for a Winograd tile or a DFT of these sizes, far too little for a wrong tap.
    public static double Tolerance<T>(EngineEntry entry) => entry.Accuracy == AccuracyClass.Componentwise
        ? 0
        : 256 * Math.ScaleB(1, typeof(T) == typeof(float) ? -24 : -53);

    public static IConvolution<float> Single(string name) => AllEngines.Named(name).CreateF32!(EngineSettings.Default);

    public static IConvolution<double> Double(string name) => AllEngines.Named(name).CreateF64!(EngineSettings.Default);

    /// <summary>The engine agrees with the naive loop.</summary>
    public static void Agrees<T>(IConvolution<T> engine, IEnumerable<ConvolutionProblem> problems)
        where T : unmanaged, INumber<T>
    {
        double tolerance = Tolerance<T>(AllEngines.Named(engine.Name));
        int count = 0;
        foreach (ConvolutionProblem problem in problems)
        {
            Operands<T> operands = new(problem, count++);
            T[] input = [.. operands.Input], weight = [.. operands.Weight];
            engine.Convolve(problem, operands.X, operands.W, operands.B, operands.Y);
            operands.Check(operands.Output, tolerance);
            Assert.Equal(input, operands.Input);
            Assert.Equal(weight, operands.Weight);
        }
        Assert.NotEqual(0, count);
    }

    /// <summary>The engine reads and writes views with gaps, and nothing beside them.</summary>
    public static void TakesViews<T>(IConvolution<T> engine, IEnumerable<ConvolutionProblem> problems)
        where T : unmanaged, INumber<T>
    {
        double tolerance = Tolerance<T>(AllEngines.Named(engine.Name));
        foreach (ConvolutionProblem problem in problems)
        {
            Operands<T> operands = new(problem);
            View<T> x = View<T>.Of(operands.X), w = View<T>.Of(operands.W), y = View<T>.Of(operands.Y);
            engine.Convolve(problem, x.Span, w.Span, operands.B, y.Span);
            T[] output = new T[problem.OutputCount];
            y.Span.FlattenTo(output);
            operands.Check(output, tolerance);
            Assert.Equal(y.Memory.Length - output.Length, y.Gaps());
        }
    }

    /// <summary>What was prepared keeps its weights when the caller's change, and can run again.</summary>
    public static void KeepsPreparedWeights(IConvolution<float> engine, IEnumerable<ConvolutionProblem> problems)
    {
        IPreparableConvolution<float> preparable = Assert.IsAssignableFrom<IPreparableConvolution<float>>(engine);
        double tolerance = Tolerance<float>(AllEngines.Named(engine.Name));
        foreach (ConvolutionProblem problem in problems)
        {
            Operands<float> operands = new(problem);
            (float[] weight, float[] bias) = ([.. operands.Weight], [.. operands.Bias]);
            using IPreparedConvolution<float> prepared = preparable.Prepare(problem,
                new ReadOnlyTensorSpan<float>(weight, problem.WeightShape.AsSpan()),
                problem.HasBias ? new ReadOnlyTensorSpan<float>(bias, problem.BiasShape.AsSpan()) : default);
            prepared.Run(operands.X, operands.Y);
            operands.Check(operands.Output, tolerance);
            Array.Fill(weight, float.NaN);
            Array.Fill(bias, float.NaN);
            Array.Clear(operands.Output);
            prepared.Run(operands.X, operands.Y);
            operands.Check(operands.Output, tolerance);
        }
    }

    /// <summary>What the engine does not support it says beforehand, and refuses as the contract says.</summary>
    public static void Refuses<T>(IConvolution<T> engine, ConvolutionProblem problem, string reason)
        where T : unmanaged, INumber<T>
    {
        Support support = engine.Supports(problem);
        Assert.False(support.IsSupported, $"{problem} is supported");
        Assert.Contains(reason, support.Reason, StringComparison.Ordinal);
        Operands<T> operands = new(problem);
        Assert.Throws<NotSupportedException>(
            () => engine.Convolve(problem, operands.X, operands.W, operands.B, operands.Y));
    }
}
