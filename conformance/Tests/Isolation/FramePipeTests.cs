using System.Text;
using Conformance.Suite.Isolation;

namespace Conformance.Tests;

/// <summary>Frames that go through a pipe, and what comes instead.</summary>
public class FramePipeTests
{
    [Fact]
    public void A_line_after_which_nothing_comes_and_one_that_is_too_long_are_shown_by_their_beginning()
    {
        Assert.Equal("the pipe carried \"half a \\x01\\x7fline\\xc3\\xa4\" where a message was expected", Garbled("half a \u0001\u007flineä"));
        Assert.Equal("the pipe carried \"\" where a message was expected", Garbled("\n{\"verb\":\"stop\"}\n"));
        Assert.Equal($"the pipe carried \"{new string('x', 60)}…\" where a message was expected", Garbled(new string('x', 61) + "\n"));
        Assert.Equal($"the pipe carried \"{new string('x', 60)}\" where a message was expected", Garbled(new string('x', 60) + "\n"));
        Assert.Equal($"the pipe carried \"{new string('y', 60)}…\" where a message was expected", Garbled(new string('y', 1 << 16) + "\n"));
        Assert.Equal("the pipe carried \"null\" where a message was expected", Garbled("null\n"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData((1 << 16) / 4 + 1)]
    public void Frames_come_out_as_they_went_in_however_the_pipe_cuts_them(int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => i * 0.5f)], few = [7, 8];
        var stream = new MemoryStream();
        var to = new FramePipe(Stream.Null, stream);
        to.Write(new Request("run") { Type = "f32" }, MessageJson.Default.Request, [values, few]);
        to.Write(new Request("stop"), MessageJson.Default.Request, Array.Empty<float[]>());
        stream.Position = 0;
        var from = new FramePipe(new SlowStream(stream), Stream.Null);
        Assert.Equal(new Request("run") { Type = "f32" }, from.ReadLine(MessageJson.Default.Request));
        Assert.Equal(values, from.ReadTensor<float>(length));
        Assert.Equal(few, from.ReadTensor<float>(2));
        Assert.Equal("stop", from.ReadLine(MessageJson.Default.Request)!.Verb);
        Assert.Null(from.ReadLine(MessageJson.Default.Request));
        Assert.Throws<EndOfStreamException>(() => from.ReadTensor<float>(1));
    }

    [Fact]
    public void Lines_that_the_pipe_cuts_in_two_are_whole()
    {
        using var stream = new MemoryStream();
        var to = new FramePipe(Stream.Null, stream);
        Request[] requests = [.. Enumerable.Range(0, 40).Select(n => new Request($"{n}") { Type = new string('x', 150 + n) })];
        foreach (Request request in requests) to.Write(request, MessageJson.Default.Request, Array.Empty<float[]>());
        stream.Position = 0;
        var from = new FramePipe(new SlowStream(stream), Stream.Null);
        Assert.All(requests, request => Assert.Equal(request, from.ReadLine(MessageJson.Default.Request)));
    }

    private static string Garbled(string sent) => Assert.Throws<InvalidDataException>(() =>
        new FramePipe(new MemoryStream(Encoding.UTF8.GetBytes(sent)), Stream.Null).ReadLine(MessageJson.Default.Request)).Message;

    /// <summary>Gives at most 1000 bytes at a time.</summary>
    private sealed class SlowStream(Stream from) : MemoryStream
    {
        public override int Read(Span<byte> buffer) => from.Read(buffer[..Math.Min(buffer.Length, 1000)]);

        public override int Read(byte[] buffer, int offset, int count) => from.Read(buffer, offset, Math.Min(count, 1000));
    }
}
