namespace Conformance.Tests;

/// <summary>
/// Texts that are written down in the folder <c>Golden</c>. After a change that is meant, the tests leave what they got in <c>Golden/actual</c> beside their
/// assembly: read what differs, then put it in the place of what is written down.
/// </summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden"), Actual = Path.Combine(Folder, "actual");

    /// <summary>Fails at the first letter that differs; ends of lines are as they may be.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="actual">What must be in it.</param>
    public static void Check(string name, string actual)
    {
        string path = Path.Combine(Folder, name), written = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        actual = actual.ReplaceLineEndings("\n");
        if (actual != written)
        {
            Directory.CreateDirectory(Actual);
            File.WriteAllText(Path.Combine(Actual, name), actual);
        }
        Assert.Equal(written, actual);
    }
}
