using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>An engine in a worker as an engine like any other: a call sends the tensors and waits for the output.</summary>
/// <param name="name">Its name.</param>
/// <param name="worker">The worker; another one after its death.</param>
/// <param name="died">Told of a worker that is no more.</param>
/// <param name="calls">The calls that the worker is told to make, of which the first gives the output; null where it is told none.</param>
/// <param name="supported">What it said of problems before.</param>
/// <param name="threads">Each call is made on a fresh engine with so many threads; null for the one that is under test.</param>
internal sealed class WorkerConvolution<T>(
    string name, Func<WorkerProcess> worker, Action died, CallKind[]? calls, Dictionary<(ElementType, ConvolutionProblem), Reply> supported, int? threads = null)
    : IConvolution<T>, IReportsChanges where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ElementType Type = ConformanceRun.TypeOf<T>();

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Which of the fresh engines it is; null where each call is made on another one.</summary>
    public long? Instance { get; init; }

    /// <inheritdoc/>
    public string? Changed { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="EngineDiedException">The engine ended its process.</exception>
    /// <exception cref="InvalidOperationException">The worker was ended at a limit, or answered with an error.</exception>
    public Support Supports(ConvolutionProblem problem)
    {
        if (!supported.TryGetValue((Type, problem), out Reply? reply) || reply.Status == Reply.Error)
        {
            var request = new Request("supports") { Type = Protocol.NameOf(Type), Problem = ProblemMessage.From(problem) };
            supported[(Type, problem)] = reply = Ask(request, [], out _, outputs: 0);
        }
        return reply.Status == Reply.Unsupported ? Support.No(reply.Reason ?? "no reason given") : Support.Yes;
    }

    /// <inheritdoc/>
    /// <exception cref="EngineDiedException">The engine ended its process.</exception>
    /// <exception cref="InvalidOperationException">The worker was ended at a limit, or answered with an error.</exception>
    /// <exception cref="NotSupportedException">It does not compute the problem after all.</exception>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        var request = new Request("run")
        {
            Type = Protocol.NameOf(Type),
            Problem = ProblemMessage.From(problem),
            Tensors = [Message("input", problem.InputShape), Message("weights", problem.WeightShape), Message("bias", problem.BiasShape)],
            Calls = calls is null ? null : [.. calls.Select(Protocol.NameOf)],
            Fresh = threads,
            Instance = Instance,
        };
        Reply reply = Ask(request, [Dense(input), Dense(weight), Dense(bias)], out T[][] outputs, problem.OutputCount);
        Changed = reply.Results?.FirstOrDefault()?.Changed;
        if (reply.Status == Reply.Unsupported) throw new NotSupportedException(reply.Reason ?? "no reason given");
        if (reply.Results?.FirstOrDefault(result => result.Error is not null)?.Error is { } error) throw new InvalidOperationException(error);
        if (outputs.Length == 0) throw new InvalidOperationException("a reply without its tensor");
        if (problem.OutputCount > 0) new ReadOnlyTensorSpan<T>(outputs[0], problem.OutputShape.AsSpan()).CopyTo(output);
    }

    private Reply Ask(Request request, T[][] tensors, out T[][] answered, long outputs)
    {
        try
        {
            Reply reply = worker().Ask(request, tensors, out answered, outputs);
            return reply.Status == Reply.Error ? throw new InvalidOperationException(reply.Reason ?? "an error without a reason") : reply;
        }
        catch (WorkerDiedException e)
        {
            died();
            throw e.Cause == VerdictOfDeath.Ended ? new EngineDiedException(e.Message, e) : new InvalidOperationException(e.Message, e);
        }
    }

    private static T[] Dense(ReadOnlyTensorSpan<T> tensor)
    {
        var values = new T[tensor.FlattenedLength];
        if (values.Length > 0) tensor.FlattenTo(values);
        return values;
    }

    private static TensorMessage Message(string tensor, IEnumerable<nint> shape) => new(tensor, [.. shape.Select(n => (long)n)]);
}
