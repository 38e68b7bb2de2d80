using System.CommandLine;
using System.Globalization;
using Conformance.Spec;

namespace Conformance.Bench.Gate;

/// <summary>"gate-trial": one trial in a process of its own; a line "number ln-ratio" for each layer.</summary>
internal static class TrialCommand
{
    public const string Verb = "gate-trial";

    public static Command Create()
    {
        var before = new Argument<string>("before");
        var after = new Argument<string>("after");
        var kernel = new Argument<string>("kernel");
        var seed = new Argument<int>("seed");
        var layers = new Argument<string[]>("layers") { Arity = ArgumentArity.OneOrMore };
        var command = new Command(Verb, "One trial of \"gate\".") { before, after, kernel, seed, layers };
        command.Hidden = true;
        command.SetAction(options =>
        {
            var random = new Random(options.GetValue(seed));
            var trial = new Trial(new(options.GetRequiredValue(before)), new(options.GetRequiredValue(after)), options.GetRequiredValue(kernel), random);
            string[] lines = options.GetRequiredValue(layers);
            int[] order = [.. Enumerable.Range(0, lines.Length)];
            random.Shuffle(order);
            try
            {
                foreach (int at in order)
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at} {trial.Measure(ConvolutionProblem.Parse(lines[at])):R}"));
                return 0;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
        return command;
    }
}
