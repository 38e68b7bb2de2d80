using System.CommandLine;
using Conformance.Suite.Sharding;

namespace Conformance.Cli;

/// <summary>The part of a run that a process is to do, and who said so.</summary>
/// <param name="Shard">The part.</param>
/// <param name="Source">"--shard", or the environment variable.</param>
internal sealed record ChosenShard(Shard Shard, string Source);

/// <summary>The options that split a run; without them the environment is asked.</summary>
internal sealed class ShardOptions
{
    private readonly Option<string?> shard = new("--shard")
    {
        Description = "Only this part of the cases and laws, such as 2/4, counted from 1. Otherwise what Bazel, GitLab, Kubernetes or Slurm ask for in the environment; docs/SCALE.md.",
    };

    private readonly Option<int?> shards = new("--shards")
    {
        Description = $"How many parts there are, where Kubernetes tells only which (or {ShardEnvironment.CountVariable}).",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(shard);
        command.Options.Add(shards);
    }

    /// <summary>The part; null for a whole run.</summary>
    /// <exception cref="UserException">There is no such part.</exception>
    public ChosenShard? Read(ParseResult options)
    {
        try
        {
            var asked = options.GetValue(shard) is { } given ? (Shard.Parse(given), "--shard") : FromEnvironment(options);
            if (options.GetValue(shards) is { } count && asked?.Item1.Count != count)
                throw new UserException($"--shards {count}: {(asked is { } other ? $"{other.Item2} says {other.Item1}" : "nothing says which of them this is; give --shard i/n instead")}");
            return asked is { } one ? new ChosenShard(one.Item1, one.Item2) : null;
        }
        catch (FormatException e)
        {
            throw new UserException(options.GetValue(shard) is null ? e.Message : $"--{e.Message}");
        }
    }

    private (Shard, string)? FromEnvironment(ParseResult options) =>
        ShardEnvironment.Read(Environment.GetEnvironmentVariable, options.GetValue(shards), Touch);

    private static void Touch(string file)
    {
        using FileStream sign = File.Open(file, FileMode.OpenOrCreate);
    }
}
