using System.Text;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What is made of a worker's last words, its exit code, its lines and their words.</summary>
public class WordsOfWorkersTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one\ntwo  \n\n", "two")]
    [InlineData("one\n  Fatal error of another\nlast\n", "last")]
    [InlineData("begun\nFatal error. System.AccessViolationException: no\n   at Kernel.Run()\n", "Fatal error. System.AccessViolationException: no")]
    [InlineData("Fatal error.\n\nInternal CLR error. (0x80131506)\n   at Kernel.Run()\n", "Fatal error. Internal CLR error. (0x80131506)")]
    public void The_line_that_tells_most_is_kept(string said, string kept)
    {
        using var stream = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(said)));
        var lines = new LastLines(stream);
        // The reader of a stream that has ended is gone soon.
        Assert.True(SpinWait.SpinUntil(() => lines.Tell() == kept, TimeSpan.FromSeconds(20)), lines.Tell());
    }

    [Fact]
    public void A_stream_that_breaks_is_an_end()
    {
        using var stream = new StreamReader(new BrokenStream());
        Assert.Equal("", new LastLines(stream).Tell());
    }

    [ToolTheory(Tools.Linux)]
    [InlineData(0, "exited with code 0")]
    [InlineData(3, "exited with code 3")]
    [InlineData(130, "ended by signal 2 (SIGINT)")]
    [InlineData(131, "ended by signal 3 (SIGQUIT)")]
    [InlineData(132, "ended by signal 4 (SIGILL)")]
    [InlineData(133, "ended by signal 5 (SIGTRAP)")]
    [InlineData(134, "ended by signal 6 (SIGABRT)")]
    [InlineData(135, "ended by signal 7 (SIGBUS)")]
    [InlineData(136, "ended by signal 8 (SIGFPE)")]
    [InlineData(137, "ended by signal 9 (SIGKILL)")]
    [InlineData(138, "exited with code 138")]
    [InlineData(139, "ended by signal 11 (SIGSEGV)")]
    [InlineData(141, "ended by signal 13 (SIGPIPE)")]
    [InlineData(143, "ended by signal 15 (SIGTERM)")]
    public void A_signal_is_named(int code, string words) => Assert.Equal(words, ExitNames.Describe(code));

    [Fact]
    public void Words_of_the_protocol_are_read_as_they_are_written_and_others_refused_with_the_choice()
    {
        Assert.All(Enum.GetValues<CallKind>(), call => Assert.Equal(call, Protocol.CallOf(Protocol.NameOf(call))));
        Assert.All(Enum.GetValues<AccuracyClass>(), accuracy => Assert.Equal(accuracy, Protocol.AccuracyOf(Protocol.NameOf(accuracy))));
        Assert.All(Enum.GetValues<ElementType>(), type => Assert.Equal(type, Protocol.TypeOf(Protocol.NameOf(type))));
        Assert.Equal("call \"loud\": must be one of dense, repeat, strided, prepared, guarded-end, guarded-start", Assert.Throws<InvalidDataException>(() => Protocol.CallOf("loud")).Message);
        Assert.Equal("accuracy \"good\": must be one of componentwise, summed-in-float, normwise", Assert.Throws<InvalidDataException>(() => Protocol.AccuracyOf("good")).Message);
        Assert.Equal("type \"f8\": must be one of f16, f32, f64", Assert.Throws<InvalidDataException>(() => Protocol.TypeOf("f8")).Message);
    }

    [Fact]
    public void Patience_ends_after_three_that_hang_or_twelve_that_die_in_a_row_in_one_group()
    {
        var patience = new Patience();
        Verdict hung = new(VerdictKind.TimedOut, ""), died = new(VerdictKind.Crashed, "");
        Assert.Null(patience.IsOver(""));
        Hear("a", hung, 2);
        Assert.Null(patience.IsOver("a"));
        Hear("a", died, 1);
        Hear("a", hung, 2);
        Assert.Null(patience.IsOver("a"));
        Hear("a", hung, 1);
        Assert.Equal(new Verdict(VerdictKind.TimedOut, "not run: the 3 cases of \"a\" before it took too long"), patience.IsOver("a"));
        Assert.Null(patience.IsOver("b"));
        Hear("b", died, 11);
        Assert.Null(patience.IsOver("b"));
        Hear("b", died, 1);
        Assert.Equal(new Verdict(VerdictKind.Crashed, "not run: Crashed on each of the 12 cases of \"b\" before it"), patience.IsOver("b"));
        Hear("b", Verdict.Passed, 1);
        Assert.Null(patience.IsOver("b"));

        void Hear(string group, Verdict verdict, int times)
        {
            for (int i = 0; i < times; i++) patience.Hear(group, verdict);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException();

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException();
    }
}
