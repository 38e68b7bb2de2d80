using Conformance.Bench.Peers;
using Conformance.Bench.Remote;

namespace Conformance.Bench.Tests;

public class MessageTests
{
    [Fact]
    public void A_message_reads_back()
    {
        Message read = Message.Parse(new Message(Message.Prepare, "a b", "", "mb1ic1ih3oc1kh2n\"tiny\"").ToString())!;
        Assert.Equal(Message.Prepare, read.Verb);
        Assert.Equal(["a b", "", "mb1ic1ih3oc1kh2n\"tiny\""], read.Arguments);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OMP: Info #1")]
    [InlineData("done\t1")]
    [InlineData("@race")]
    [InlineData("@race\t")]
    public void What_libraries_print_is_no_message(string line) => Assert.Null(Message.Parse(line));

    [Fact]
    public void Text_of_several_lines_stays_one_message() =>
        Assert.Equal(["a b c"], Message.Parse(new Message(Message.Failed, "a\r\nb\tc").ToString())!.Arguments);

    [Fact]
    public void A_contender_answers_each_request_and_goes_on_after_a_failure()
    {
        using FakeRacer racer = new(FakeRacer.Named("x"), _ => [], 0.25);
        using StringReader requests = new($"noise\n{new Message(Message.Warm)}\n{new Message(Message.Turn)}\n{new Message(Message.Turn)}\n{new Message("jump")}\n{new Message(Message.Leave)}\n");
        using StringWriter answers = new();
        ServeCommand.Serve(racer, requests, answers);
        string[] lines = answers.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["done:", "done:0.25", "failed:no more turns", "failed:no such request: @race jump", "done:"],
            lines.Select(line => Message.Parse(line.TrimEnd('\r'))!).Select(m => $"{m.Verb}:{string.Join(' ', m.Arguments)}"));
    }

    [Fact]
    public void The_tensors_of_a_layer_read_back()
    {
        var problem = Spec.ConvolutionProblem.Parse("mb1ic1ih3iw2oc1kh2kw1");
        LayerData written = new(problem, [1, 2, 3, 4, 5, 6], [7, 8], []);
        string path = Path.GetTempFileName();
        written.Write(path);
        LayerData read = LayerData.Read(problem, path);
        File.Delete(path);
        Assert.Equal(written.Input, read.Input);
        Assert.Equal(written.Weight, read.Weight);
        Assert.Empty(read.Bias);
    }
}
