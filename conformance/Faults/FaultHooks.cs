using System.Buffers;
using System.Reflection;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>A tap of a window on one axis: what is about to be read.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="AxisIndex">The number of the axis.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Position">The output position.</param>
/// <param name="Tap">The tap, counted in the order of the input.</param>
/// <param name="At">The coordinate that the window reaches there.</param>
public readonly record struct Reach(
    ConvolutionProblem Problem, int AxisIndex, SpatialAxis Axis, long Position, long Tap, long At)
{
    /// <summary>Whether this is the problem's last axis, the width.</summary>
    public bool IsLast => AxisIndex == Problem.Axes.Length - 1;

    /// <summary>The coordinate, or null where it lies in the padding: the formula's own step.</summary>
    public long? Right => Inside(At);

    /// <summary>A coordinate where it is one of the input, else null.</summary>
    public long? Inside(long at) => at >= 0 && at < Axis.Size ? at : null;
}

/// <summary>The places at which a fault can differ from the formula; each hook is the formula's own step unless set.
/// Numbers pass as double, which holds every float and double exactly.</summary>
public sealed record FaultHooks
{
    /// <summary>The formula.</summary>
    public static FaultHooks Right { get; } = new();

    /// <summary>Both sets of changes; null where one step is changed by both.</summary>
    public FaultHooks? And(FaultHooks other)
    {
        FaultHooks both = this with { };
        foreach (PropertyInfo step in Steps)
        {
            object? mine = step.GetValue(this), others = step.GetValue(other), right = step.GetValue(Right);
            if (Equals(others, right)) continue;
            if (!Equals(mine, right)) return null;
            step.SetValue(both, others);
        }
        return both;
    }

    private static readonly PropertyInfo[] Steps = [.. typeof(FaultHooks).GetProperties(BindingFlags.Public | BindingFlags.Instance)];

    /// <summary>The stride, dilation and pads that are used for an axis.</summary>
    public Func<ConvolutionProblem, int, SpatialAxis> Axis { get; init; } = (p, axis) => p.Axes[axis];

    /// <summary>The index in the kernel that is read for a tap of an axis, counted in the order of the input; −1 for none.</summary>
    public Func<ConvolutionProblem, int, long, long> Tap { get; init; } =
        (p, axis, tap) => p.IsStrict ? p.Axes[axis].Kernel - 1 - tap : tap;

    /// <summary>The coordinate that is read on an axis; null for zero.</summary>
    public Func<Reach, long?> Read { get; init; } = reach => reach.Right;

    /// <summary>Moves a read by more than one axis: the output index, the taps, and the input index to change.</summary>
    public Action<ConvolutionProblem, long[], long[], long[]>? Place { get; init; }

    /// <summary>The group of an output channel.</summary>
    public Func<ConvolutionProblem, long, long> Group { get; init; } = (p, c) => c / p.OutputChannelsPerGroup;

    /// <summary>How many input channels of a group are summed.</summary>
    public Func<ConvolutionProblem, long> Channels { get; init; } = p => p.InputChannelsPerGroup;

    /// <summary>The output channel whose bias is added.</summary>
    public Func<ConvolutionProblem, long, long> BiasChannel { get; init; } = (_, c) => c;

    /// <summary>What is added for a bias.</summary>
    public Func<ConvolutionProblem, double, double> Bias { get; init; } = (_, bias) => bias;

    /// <summary>What becomes of an operand before it is multiplied.</summary>
    public Func<double, double>? Operand { get; init; }

    /// <summary>The product of an element of an input channel of the group with its weight.</summary>
    public Func<ConvolutionProblem, long, double, double, double>? Product { get; init; }

    /// <summary>What becomes of the running sum.</summary>
    public Func<double, double>? Accumulator { get; init; }

    /// <summary>What becomes of a result at [n, c, o…].</summary>
    public Func<ConvolutionProblem, long[], double, double>? Result { get; init; }

    /// <summary>What becomes of the whole output, given the input.</summary>
    public Action<ConvolutionProblem, double[], double[]>? Whole { get; init; }

    /// <summary>What the engine remembers from call to call, and what it then takes for the operands.</summary>
    public Action<FaultMemory, FaultyCall>? Remember { get; init; }

    /// <summary>Where in the input an element is read, given where it lies.</summary>
    public Func<ConvolutionProblem, long, long>? Offset { get; init; }

    /// <summary>Padding is multiplied as zeros, not left out.</summary>
    public bool MultipliesPadding { get; init; }

    /// <summary>What lies behind the last row of the last channel is bounded by the length of the buffer, not of the row.</summary>
    public bool ReadsBehindTheLastRow { get; init; }

    /// <summary>Two threads share the input channels of a group and add into one output.</summary>
    public bool RacesOverChannels { get; init; }

    /// <summary>How many elements behind the last one of the input are loaded; what they hold is not used.</summary>
    public int LoadsBehindInput { get; init; }

    /// <summary>How many elements before the first one of the weights are loaded; what they hold is not used.</summary>
    public int LoadsBeforeWeights { get; init; }

    /// <summary>The last vector of an output row is stored whole: so many elements.</summary>
    public int StoresWholeVectors { get; init; }

    /// <summary>The weights are read as if they were dense.</summary>
    public bool IgnoresWeightStrides { get; init; }

    /// <summary>The output is written as if it were dense.</summary>
    public bool IgnoresOutputStrides { get; init; }

    /// <summary>The output is added to what it held.</summary>
    public bool AddsToOutput { get; init; }

    /// <summary>The caller's weights are flipped in their own memory.</summary>
    public bool FlipsInPlace { get; init; }
}

/// <summary>The operands of a call, dense; a fault of memory replaces some.</summary>
/// <param name="problem">The problem.</param>
/// <param name="input">X.</param>
/// <param name="weight">W.</param>
/// <param name="inputAddress">Where X lies.</param>
/// <param name="weightAddress">Where W lies.</param>
public sealed class FaultyCall(ConvolutionProblem problem, double[] input, double[] weight, nint inputAddress, nint weightAddress)
{
    /// <summary>The problem.</summary>
    public ConvolutionProblem Problem { get; set; } = problem;

    /// <summary>X: [N, C_in, n…].</summary>
    public double[] Input { get; set; } = input;

    /// <summary>W: [C_out, C_in/g, k…].</summary>
    public double[] Weight { get; set; } = weight;

    /// <summary>Whether the output holds the result of a trial already, to which the call adds its own.</summary>
    public bool AfterTrial { get; set; }

    /// <summary>Where X lies.</summary>
    public nint InputAddress => inputAddress;

    /// <summary>Where W lies.</summary>
    public nint WeightAddress => weightAddress;
}

/// <summary>What one engine remembers.</summary>
public sealed class FaultMemory
{
    /// <summary>Whether the last call was of an empty batch.</summary>
    public bool WasEmpty { get; set; }

    /// <summary>The last call that was kept.</summary>
    public FaultyCall? Last { get; set; }

    /// <summary>Problems that were called before.</summary>
    public HashSet<ConvolutionProblem> Tuned { get; } = [];

    /// <summary>Buffers that are used again, each at least as long as asked for, and not cleared.</summary>
    public ArrayPool<double> Pool { get; } = ArrayPool<double>.Create();

    /// <summary>Flags by problem without them.</summary>
    public Dictionary<ConvolutionProblem, bool> Flags { get; } = [];
}
