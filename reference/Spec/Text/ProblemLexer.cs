using System.Globalization;

namespace Conformance.Spec.Text;

/// <summary>Cuts a problem line into words, entries and a name. Case, spaces and "_" are without meaning.</summary>
internal static class ProblemLexer
{
    private static readonly string[] Keys =
        ["mb", "ic", "oc", .. from kind in "ioksdpq" from axis in "dhw" select $"{kind}{axis}", "g"];

    private static readonly string[] Words = ["forward", "bias", "strict", "f16", "f32", "f64", "exact@", "real@"];

    public static ProblemTokens Read(string line)
    {
        var tokens = new ProblemTokens();
        HashSet<string> seen = [];
        for (int at = 0; at < line.Length;)
        {
            if (char.IsWhiteSpace(line[at]) || line[at] == '_')
            {
                at++;
            }
            else if (StartingAt(line, at, Words) is { } word)
            {
                if (!seen.Add(word)) throw Error(line, at, at + word.Length, "T4: the word is given twice");
                at = ReadWord(line, at, word, tokens);
            }
            else if (StartingAt(line, at, Keys) is { } key)
            {
                at = ReadEntry(line, at, key, tokens);
            }
            else if (line[at] is 'n' or 'N')
            {
                tokens.Name = line[(at + 1)..].Trim();
                at = line.Length;
            }
            else
            {
                throw Error(line, at, EndOfPiece(line, at), "T1: no entry or word of a problem line starts like this");
            }
        }
        return tokens;
    }

    private static int ReadWord(string line, int start, string word, ProblemTokens tokens)
    {
        int end = start + word.Length;
        if (word.EndsWith('@')) end = ReadFill(line, start, word, tokens);
        else if (word == "bias") tokens.Bias = true;
        else if (word == "strict") tokens.Strict = true;
        else if (word != "forward") SetType(line, start, end, word, tokens);
        return end;
    }

    private static void SetType(string line, int start, int end, string word, ProblemTokens tokens)
    {
        if (tokens.Type is not null) throw Error(line, start, end, "T4: a second element type");
        tokens.Type = Enum.Parse<ElementType>(word, ignoreCase: true);
    }

    private static int ReadFill(string line, int start, string word, ProblemTokens tokens)
    {
        int digits = start + word.Length;
        int end = EndOfDigits(line, digits);
        if (tokens.Fill is not null) throw Error(line, start, end, "T4: a second fill");
        if (end == digits) throw Error(line, start, end, "T2: a seed is missing after the fill");
        if (!ulong.TryParse(line[digits..end], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
            throw Error(line, start, end, "T3: the seed must be less than 2^64");
        (tokens.Fill, tokens.Seed) = (Enum.Parse<FillKind>(word[..^1], ignoreCase: true), seed);
        return end;
    }

    private static int ReadEntry(string line, int start, string key, ProblemTokens tokens)
    {
        int digits = start + key.Length;
        int end = EndOfDigits(line, digits < line.Length && line[digits] == '-' ? digits + 1 : digits);
        if (end == digits || line[end - 1] == '-') throw Error(line, start, end, "T2: a number is missing after the key");
        if (!long.TryParse(line[digits..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            throw Error(line, start, end, "T3: the number must fit in 64 bits");
        if (!tokens.Add(key, value, start + 1, line[start..end]))
            throw Error(line, start, end, "T4: the entry is given twice");
        return end;
    }

    private static string? StartingAt(string line, int at, string[] candidates) =>
        Array.Find(candidates, c => string.Compare(line, at, c, 0, c.Length, StringComparison.OrdinalIgnoreCase) == 0);

    private static int EndOfDigits(string line, int at)
    {
        while (at < line.Length && char.IsAsciiDigit(line[at])) at++;
        return at;
    }

    private static int EndOfPiece(string line, int at)
    {
        int end = line.AsSpan(at).IndexOfAny(" \t_");
        return end < 0 ? line.Length : at + end;
    }

    private static ProblemFormatException Error(string line, int start, int end, string reason) =>
        new(start + 1, line[start..end], reason);
}
