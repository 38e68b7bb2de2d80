using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What a sequence of calls does to an engine, and what is said of one that errs at a certain call.</summary>
public class SequenceReasonTests
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("mb1ic1ih3iw4oc2kh2kw2");
    private static readonly SequenceCase Order = new(SequenceCase.Order, Problem, 1), Threads = new(SequenceCase.Threads, Problem, 1);

    [Theory]
    [InlineData(1, "the other calls")]
    [InlineData(2, "\"[^\"]+\"")]
    public void The_call_the_one_before_it_and_the_first_element_that_differs_are_named(int call, string before)
    {
        Verdict verdict = Run(Order, new Scripted { WrongAt = call });
        Assert.Equal(VerdictKind.StateBetweenCalls, verdict.Kind);
        Match match = Regex.Match(verdict.Reason, $"^state between calls: results differ in another order: \"[^\"]+\" after {before}: \\[0, 1, 1, 2\\] is (-?\\d+), alone (-?\\d+)$");
        Assert.True(match.Success, verdict.Reason);
        Assert.Equal(double.Parse(match.Groups[2].Value) + 1, double.Parse(match.Groups[1].Value));
    }

    [Fact]
    public void What_is_thrown_at_a_later_call_is_told_in_turns_and_at_the_same_time()
    {
        Assert.Matches("^state between calls: results differ in another order: \"[^\"]+\" after \"[^\"]+\": InvalidOperationException: busy$", Run(Order, new Scripted { ThrowsAt = 3 }).Reason);
        Verdict verdict = Run(Threads, new Scripted { ThrowsAt = 30 });
        Assert.Equal(VerdictKind.NotThreadSafe, verdict.Kind);
        Assert.Matches("^concurrent calls: results differ from those of one thread: \"[^\"]+\": InvalidOperationException: busy$", verdict.Reason);
        Assert.Throws<InsufficientMemoryException>(() => Run(Order, new Scripted { ThrowsAt = 3, Thrown = new InsufficientMemoryException() }));
    }

    [Fact]
    public void Calls_come_in_several_orders_on_two_pieces_of_memory()
    {
        var engine = new Scripted();
        Assert.Equal(Verdict.Passed, Run(Order, engine));
        int calls = Order.Calls<float>().Count(call => call.Operands.Problem.Batch > 0);
        string[][] orders = [.. engine.Calls.Select(call => call.Line).Chunk(calls)];
        Assert.True(orders.Length > 1 && orders.All(order => order.Length == calls && order.Distinct().Count() == orders[0].Distinct().Count()));
        Assert.True(orders.Select(order => string.Join(' ', order)).Distinct().Count() > orders.Length / 2);
        Assert.Equal(2, engine.Calls.Select(call => call.Input).Distinct().Count());
    }

    [Fact]
    public void Where_each_call_is_held_to_the_bits_the_right_ones_pass_with_their_bias_and_nothing_written_is_wrong()
    {
        var right = new NaiveConvolution<float>();
        Assert.Equal(Verdict.Passed, SequenceRunner.Run<float>(Order, right, () => right, isThreadSafe: false, AccuracyClass.Componentwise));
        var idle = new Scripted { IsIdle = true };
        Assert.StartsWith("\"exact@1 mb1ic1ih3iw4oc2kh2kw2\" among other calls: [0, 0, 0, 0] expected ", SequenceRunner.Run<float>(Order, idle, () => idle, isThreadSafe: false, AccuracyClass.Componentwise).Reason);
        Assert.Contains(", got NaN (", SequenceRunner.Run<float>(Order, idle, () => idle, isThreadSafe: false, AccuracyClass.Componentwise).Reason);
    }

    private static Verdict Run(SequenceCase sequence, Scripted engine) => SequenceRunner.Run<float>(sequence, engine, () => new Scripted(), isThreadSafe: true);

    /// <summary>The right result, but for one call.</summary>
    private sealed class Scripted : IConvolution<float>
    {
        private int calls;

        public int WrongAt { get; init; }

        public int ThrowsAt { get; init; }

        public Exception Thrown { get; init; } = new InvalidOperationException("busy");

        public bool IsIdle { get; init; }

        public List<(string Line, nint Input)> Calls { get; } = [];

        public string Name => "scripted";

        public Support Supports(ConvolutionProblem problem) => problem.Batch == 0 ? Support.No("no image") : Support.Yes;

        public unsafe void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
        {
            int call = Interlocked.Increment(ref calls);
            if (call == ThrowsAt) throw Thrown;
            fixed (float* x = &input[0, 0, 0, 0])
                lock (Calls) Calls.Add((problem.ToString(), (nint)x));
            if (IsIdle) return;
            new NaiveConvolution<float>().Convolve(problem, input, weight, bias, output);
            if (call == WrongAt) output[0, 1, 1, 2]++;
        }
    }
}
