namespace Conformance.Suite.Sharding;

/// <summary>One of several parts of a run. Parts are counted from 1, as test runners do: 1/4 to 4/4.</summary>
public readonly record struct Shard
{
    /// <summary>A part.</summary>
    /// <param name="index">Which, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <exception cref="FormatException">There is no such part.</exception>
    public Shard(int index, int count)
    {
        if (count < 1) throw new FormatException($"shard {index}/{count}: there must be at least 1 shard");
        if (index < 1 || index > count) throw new FormatException($"shard {index}/{count}: shards are counted from 1, so the first number must lie between 1 and {count}");
        (Index, Count) = (index, count);
    }

    /// <summary>Which, from 1.</summary>
    public int Index { get; }

    /// <summary>Of how many.</summary>
    public int Count { get; }

    /// <summary>Reads "2/4".</summary>
    /// <exception cref="FormatException">The text is not that, or there is no such part.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var index, var count] && int.TryParse(index, out int i) && int.TryParse(count, out int n)
            ? new Shard(i, n)
            : throw new FormatException($"shard {text}: must be a shard and how many there are, such as 2/4");

    /// <inheritdoc/>
    public override string ToString() => $"{Index}/{Count}";
}
