namespace Conformance.Spec.Text;

/// <summary>A problem line cannot be read; says where and why.</summary>
public sealed class ProblemFormatException : FormatException
{
    /// <summary>Creates the error; its message reads "column 12, entry "kh0": C9: kernel height must …".</summary>
    /// <param name="column">Where the entry starts in the line, from 1; 0 where no entry is to blame.</param>
    /// <param name="entry">The entry as it was typed; empty where none is to blame.</param>
    /// <param name="reason">The rule and what it says.</param>
    public ProblemFormatException(int column, string entry, string reason)
        : base(column > 0 ? $"column {column}, entry \"{entry}\": {reason}" : reason)
    {
        (Column, Entry) = (column, entry);
    }

    /// <summary>Where the entry starts in the line, from 1; 0 where no entry is to blame.</summary>
    public int Column { get; }

    /// <summary>The entry as it was typed; empty where none is to blame.</summary>
    public string Entry { get; }
}
