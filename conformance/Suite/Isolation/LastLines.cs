namespace Conformance.Suite.Isolation;

/// <summary>Drains the error stream of a worker, so that it never waits for a reader, and remembers its last words.</summary>
internal sealed class LastLines
{
    private static readonly TimeSpan UntilItIsRead = TimeSpan.FromMilliseconds(200);

    private readonly Thread reader;
    private volatile string last = "", fatal = "";

    public LastLines(StreamReader from)
    {
        reader = new Thread(() => Drain(from)) { IsBackground = true, Name = "error stream of a worker" };
        reader.Start();
    }

    /// <summary>The line that tells most: how the runtime says it died, else the last one; empty for silence.</summary>
    public string Tell()
    {
        reader.Join(UntilItIsRead);
        return fatal.Length > 0 ? fatal : last;
    }

    private void Drain(StreamReader from)
    {
        try
        {
            while (from.ReadLine() is { } line)
            {
                if (line.Length > 0) last = line.Trim();
                // A long trace follows these words of .NET.
                if (line.StartsWith("Fatal error", StringComparison.Ordinal)) fatal = last;
                else if (fatal is "Fatal error." && line.Length > 0) fatal += " " + last;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException) { /* The worker is gone. */ }
    }
}
