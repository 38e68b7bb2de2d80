using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Spec;

namespace Conformance.Bench.Remote;

/// <summary>"serve-contender": one contender in a process of its own, which does what standard input asks.</summary>
internal static class ServeCommand
{
    public const string Verb = "serve-contender";

    public static Command Create()
    {
        var name = new Argument<string>("name");
        var threads = new Argument<int>("threads");
        var command = new Command(Verb, "One contender of \"compare\", asked through standard input.") { name, threads };
        command.Hidden = true;
        command.SetAction(options =>
        {
            ChildSignals.EndWithParent();
            using LocalRacer racer = new(new Entrant(Contenders.Named(options.GetRequiredValue(name)), options.GetRequiredValue(threads)));
            Serve(racer, Console.In, Console.Out);
        });
        return command;
    }

    /// <summary>Answers each request with one line, until there are no more.</summary>
    internal static void Serve(IRacer racer, TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            if (Message.Parse(line) is not { } request) continue;
            Message answer;
            // Whatever the engine throws is the race's to tell.
            try { answer = new Message(Message.Done, Answer(racer, request)); }
            catch (Exception e) { answer = new Message(Message.Failed, e.Message); }
            answers.WriteLine(answer);
            answers.Flush();
        }
    }

    private static string Answer(IRacer racer, Message request)
    {
        switch (request)
        {
            case { Verb: Message.Prepare, Arguments: [var tensors, var result, var problem] }:
                float[] output = racer.Prepare(LayerData.Read(ConvolutionProblem.Parse(problem), tensors));
                using (FileStream file = File.Create(result)) file.Write(MemoryMarshal.AsBytes(output.AsSpan()));
                return "";
            case { Verb: Message.Warm }:
                racer.Warm();
                return "";
            case { Verb: Message.Turn }:
                return racer.Turn().ToString("R", CultureInfo.InvariantCulture);
            case { Verb: Message.Leave }:
                racer.Leave();
                return "";
            default:
                throw new InvalidOperationException($"no such request: {request}");
        }
    }
}
