using System.Numerics.Tensors;
using System.Text.Json;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What a worker of the suite answers, line by line, in this process.</summary>
public class WorkerHostTests
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("mb1ic1iw3oc1kw2");
    private static readonly float[][] Tensors = [[1, 2, 3], [4, 5], []];

    [Fact]
    public void What_it_answers_is_what_is_written_down()
    {
        var odd = new Odd();
        EngineUnderTest whole = new("whole", AccuracyClass.Componentwise, new NaiveConvolution<float>(), new NaiveConvolution<double>()) { F16 = new NaiveConvolution<Half>(), AccuracyF16 = AccuracyClass.SummedInFloat, IsThreadSafe = true };
        string[] talks =
        [
            .. Talk("no engine", _ => throw new InvalidOperationException("no library\nat all"), Start, Supports, Run()),
            .. Talk("all types", _ => whole, Start, Supports, Supports with { Type = "f64" }, Supports with { Type = "f16" }, new Request("run"), Run(), Run("dense", "repeat", "strided", "prepared", "guarded-end", "guarded-start", "dense", "repeat")),
            .. Talk("sequences", _ => whole, Start, Sequence("order"), Sequence("threads"), Sequence("order") with { Type = "f64", Seed = 4 }, Sequence("order") with { Accuracy = "normwise" }),
            .. Talk("a sequence that goes wrong", _ => new("counting", AccuracyClass.Componentwise, new Counting(), null), Start, Sequence("order"), Sequence("order") with { Seed = 4 }),
            .. Talk("no support", _ => new("doubting", AccuracyClass.Componentwise, new KnownArithmetic((_, _, _) => []) { Takes = _ => throw new InvalidOperationException("no\nlicence") }, null), Start, Supports),
            .. Talk("float alone", _ => new("odd", AccuracyClass.Normwise, odd, null), Start, Supports, Supports with { Type = "f64" }, Supports with { Type = "f16" }, Sequence("threads"), Run("dense", "repeat", "strided")),
            .. Talk("threads", settings => settings.Threads < 4 ? new($"{settings.Threads}", AccuracyClass.Componentwise, new Odd { Threads = settings.Threads }, null) : throw new NotSupportedException($"{settings.Threads} threads"), Start, Run("dense") with { Fresh = 2 }, Run("dense") with { Fresh = 3 }, Run("dense") with { Fresh = 4 }, Run("dense"), Supports with { Fresh = 5 }),
        ];
        Golden.Check("answers.txt", string.Join('\n', talks) + "\n");
    }

    [Fact]
    public void An_engine_with_a_number_is_kept_while_it_is_among_the_last_eight()
    {
        int made = 0;
        Request[] requests = [Start, .. new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 1, 9, 1, 2 }.Select(number => Run("dense") with { Fresh = 1, Instance = number }), Run("dense") with { Fresh = 1 }, Run("dense") with { Fresh = 1 }];
        string[] talk = [.. Talk("", settings => new($"{made++}", AccuracyClass.Componentwise, new NaiveConvolution<float>(), null), requests)];
        Assert.Equal(requests.Length - 1, talk.Count(line => line.Contains("14 23", StringComparison.Ordinal)));
        // One for the start, eight, the ninth puts out the first, which puts out the second; two without a number.
        Assert.Equal(1 + 8 + 0 + 1 + 1 + 1 + 2, made);
    }

    private static Request Start { get; } = new("start") { Protocol = 1 };

    private static Request Supports { get; } = new("supports") { Type = "f32", Problem = ProblemMessage.From(Problem) };

    private static Request Run(params string[] calls) => new("run")
    {
        Type = "f32",
        Problem = ProblemMessage.From(Problem),
        Tensors = [new("input", [1, 1, 3]), new("weights", [1, 1, 2]), new("bias", [0])],
        Calls = calls.Length == 0 ? null : calls,
    };

    private static Request Sequence(string group) => new("sequence") { Type = "f32", Problem = ProblemMessage.From(Problem), Sequence = group };

    /// <summary>Asks one thing after the other, and tells questions and answers.</summary>
    private static IEnumerable<string> Talk(string title, Func<EngineSettings, EngineUnderTest> open, params Request[] requests)
    {
        yield return $"# {title}";
        using MemoryStream questions = new(), answers = new();
        var asks = new FramePipe(Stream.Null, questions);
        foreach (Request request in requests) asks.Write(request, MessageJson.Default.Request, request.Tensors is null ? [] : Tensors);
        asks.Write(new Request("stop"), MessageJson.Default.Request, Array.Empty<float[]>());
        questions.Write("no request: who is told to stop reads no more\n"u8);
        questions.Position = 0;
        WorkerHost.Serve(questions, answers, open);
        answers.Position = 0;
        var hears = new FramePipe(answers, Stream.Null);
        foreach (Request request in requests)
        {
            yield return $"{request.Verb} {request.Type} {request.Sequence} {string.Join(' ', request.Calls ?? [])} {request.Fresh}".TrimEnd();
            for (bool isAnswered = false; !isAnswered;)
            {
                Reply reply = hears.ReadLine(MessageJson.Default.Reply)!;
                isAnswered = reply.Status != Reply.Running;
                yield return $"  {JsonSerializer.Serialize(reply, MessageJson.Default.Reply)}";
                foreach (TensorMessage tensor in reply.Tensors ?? []) yield return $"    {string.Join(' ', hears.ReadTensor<float>(tensor.Shape.Aggregate(1L, (n, length) => n * length)))}";
            }
        }
        Assert.Null(hears.ReadLine(MessageJson.Default.Reply));
    }

    /// <summary>Supports nothing, finds no memory at every third call, and gives the number of its threads.</summary>
    private sealed class Odd : IConvolution<float>, IRunsKernel
    {
        private int calls;

        public int Threads { get; init; }

        public string Name => "odd";

        public string Kernel => $"of {Threads}";

        public Support Supports(ConvolutionProblem problem) => Support.No("not today");

        public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
        {
            if (++calls % 3 == 2) throw new InsufficientMemoryException("none left\nreally");
            output.Fill(10 * Threads + calls / 3);
        }
    }

    /// <summary>Gives the number of the call.</summary>
    private sealed class Counting : IConvolution<float>
    {
        private int calls;

        public string Name => "counting";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => output.Fill(++calls);
    }
}
