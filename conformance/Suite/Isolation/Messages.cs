using System.Text.Json.Serialization;
using Conformance.Spec;

namespace Conformance.Suite.Isolation;

/// <summary>What the suite sends; docs/PROTOCOL.md says what each verb means. Tensors follow the line.</summary>
/// <param name="Verb">"start", "supports", "run" or "stop"; of a worker of the suite "sequence" too.</param>
internal sealed record Request(string Verb)
{
    public int? Protocol { get; init; }

    public string? Type { get; init; }

    public ProblemMessage? Problem { get; init; }

    public TensorMessage[]? Tensors { get; init; }

    public string[]? Calls { get; init; }

    /// <summary>What guarded calls guard, as <see cref="Running.Guards"/>; all where it is left out.</summary>
    public int? Guards { get; init; }

    /// <summary>Makes the call on an engine that was not called before, with so many threads; on the one under test where it is left out.</summary>
    public int? Fresh { get; init; }

    /// <summary>With <see cref="Fresh"/>: the engine made when this number came first, which is kept for a while; a new one for the call
    /// where it is left out.</summary>
    public long? Instance { get; init; }

    /// <summary>The group of a sequence, and its seed.</summary>
    public string? Sequence { get; init; }

    public ulong? Seed { get; init; }

    /// <summary>What the calls of a sequence are held to beside each other.</summary>
    public string? Accuracy { get; init; }
}

/// <summary>What a worker answers. Tensors follow the line.</summary>
/// <param name="Status">"ok", "unsupported" or "error"; "running" is no answer yet, and names the call that begins.</param>
internal sealed record Reply(string Status)
{
    public const string Ok = "ok", Unsupported = "unsupported", Error = "error", Running = "running";

    public int? Protocol { get; init; }

    public string? Name { get; init; }

    public string[]? Types { get; init; }

    public string? Accuracy { get; init; }

    public string? AccuracyF16 { get; init; }

    public string[]? Calls { get; init; }

    /// <summary>Whether it makes fresh engines when it is asked to.</summary>
    public bool? MakesFresh { get; init; }

    public string? Reason { get; init; }

    /// <summary>What came of a sequence.</summary>
    public string? Verdict { get; init; }

    public string? Call { get; init; }

    public CallMessage[]? Results { get; init; }

    public TensorMessage[]? Tensors { get; init; }

    /// <summary>Checks what the types of JSON leave open: anything may come from a program under test.</summary>
    /// <param name="outputs">How many elements each tensor has.</param>
    /// <exception cref="InvalidDataException">A status or a call that there is none of, a null in a list, a tensor of another size.</exception>
    public void Check(long outputs)
    {
        if (Status is not (Ok or Unsupported or Error or Running)) throw new InvalidDataException("a reply has \"status\" \"ok\", \"unsupported\" or \"error\"");
        if (Call is not null) Isolation.Protocol.CallOf(Call);
        foreach (CallMessage? result in Results ?? []) Isolation.Protocol.CallOf((result ?? throw new InvalidDataException("a list of results holds a null")).Call);
        foreach (TensorMessage? tensor in Tensors ?? [])
        {
            long[] shape = (tensor ?? throw new InvalidDataException("a list of tensors holds a null")).Shape ?? [];
            if (tensor.Shape is null || shape.Aggregate(1L, (count, length) => count * length) != outputs)
                throw new InvalidDataException($"a tensor has shape [{string.Join(", ", shape)}], where {outputs} elements are expected");
        }
    }
}

/// <summary>What came of one of several calls of a run.</summary>
/// <param name="Call">Which call.</param>
internal sealed record CallMessage(string Call)
{
    /// <summary>Whether the output has the bits of the one before it, and is not sent again.</summary>
    public bool Same { get; init; }

    public string? Changed { get; init; }

    public bool WroteBeside { get; init; }

    public string? Kernel { get; init; }

    public string? Error { get; init; }
}

/// <summary>A tensor that follows the line, row-major and little-endian.</summary>
internal sealed record TensorMessage(string Name, long[] Shape);

/// <summary>A problem, for programs that do not read problem lines.</summary>
internal sealed record ProblemMessage(
    string Line, long Batch, long InputChannels, long OutputChannels, long Groups, bool Bias, bool Strict, AxisMessage[] Axes)
{
    public static ProblemMessage From(ConvolutionProblem p) => new(
        p.ToString(), p.Batch, p.InputChannels, p.OutputChannels, p.Groups, p.HasBias, p.IsStrict,
        [.. p.Axes.Select(a => new AxisMessage(a.Size, a.Kernel, a.Stride, a.Dilation, a.PadBefore, a.PadAfter, a.Output))]);

    public ConvolutionProblem ToProblem() => new(
        Batch, InputChannels, OutputChannels,
        Axes.Select(a => new SpatialAxis(a.Size, a.Kernel, a.Stride, a.Dilation, a.PadBefore, a.PadAfter)), Groups, Bias, Strict);
}

/// <summary>One spatial axis.</summary>
internal sealed record AxisMessage(long Size, long Kernel, long Stride, long Dilation, long PadBefore, long PadAfter, long Output);

/// <summary>Serialisation without reflection: a worker starts faster.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class MessageJson : JsonSerializerContext;
