using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Suite.Isolation;

/// <summary>An engine in a worker as an engine like any other: a call sends the tensors and waits for the output.</summary>
/// <param name="name">Its name.</param>
/// <param name="worker">The worker; another one after its death.</param>
/// <param name="died">Told of a worker that is no more.</param>
/// <param name="isNamed">Whether the worker wants to be told which call to make.</param>
internal sealed class WorkerConvolution(string name, Func<WorkerProcess> worker, Action died, bool isNamed) : IConvolution<float>
{
    private readonly Dictionary<ConvolutionProblem, Support> supported = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The worker died, or answered with an error.</exception>
    public Support Supports(ConvolutionProblem problem)
    {
        if (supported.TryGetValue(problem, out Support known)) return known;
        var request = new Request("supports") { Type = "f32", Problem = ProblemMessage.From(problem) };
        Reply reply = Ask(request, [], out _, outputs: 0);
        return supported[problem] = reply.Status == Reply.Unsupported ? Support.No(reply.Reason ?? "no reason given") : Support.Yes;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The worker died, or answered with an error.</exception>
    /// <exception cref="NotSupportedException">It does not compute the problem after all.</exception>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        var request = new Request("run")
        {
            Type = "f32",
            Problem = ProblemMessage.From(problem),
            Tensors = [Message("input", problem.InputShape), Message("weights", problem.WeightShape), Message("bias", problem.BiasShape)],
            Calls = isNamed ? ["dense"] : null,
        };
        Reply reply = Ask(request, [Dense(input), Dense(weight), Dense(bias)], out float[][] outputs, problem.OutputCount);
        if (reply.Status == Reply.Unsupported) throw new NotSupportedException(reply.Reason ?? "no reason given");
        if (reply.Results?.FirstOrDefault(result => result.Error is not null)?.Error is { } error) throw new InvalidOperationException(error);
        if (outputs.Length == 0) throw new InvalidOperationException("a reply without its tensor");
        if (problem.OutputCount > 0) new ReadOnlyTensorSpan<float>(outputs[0], problem.OutputShape.AsSpan()).CopyTo(output);
    }

    private Reply Ask(Request request, float[][] tensors, out float[][] answered, long outputs)
    {
        try
        {
            Reply reply = worker().Ask(request, tensors, out answered, outputs);
            return reply.Status == Reply.Error ? throw new InvalidOperationException(reply.Reason ?? "an error without a reason") : reply;
        }
        catch (WorkerDiedException e)
        {
            died();
            throw new InvalidOperationException(e.Message, e);
        }
    }

    private static float[] Dense(ReadOnlyTensorSpan<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        if (values.Length > 0) tensor.FlattenTo(values);
        return values;
    }

    private static TensorMessage Message(string tensor, IEnumerable<nint> shape) => new(tensor, [.. shape.Select(n => (long)n)]);
}
