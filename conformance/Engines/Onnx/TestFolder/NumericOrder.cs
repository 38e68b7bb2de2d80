using System.Globalization;

namespace Conformance.Onnx;

/// <summary>Orders names that end in a number by that number: input_2.pb stands before input_10.pb.</summary>
internal sealed class NumericOrder : IComparer<string>
{
    public static NumericOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int order = NumberOf(x).CompareTo(NumberOf(y));
        return order != 0 ? order : StringComparer.Ordinal.Compare(x, y);
    }

    private static long NumberOf(string? path)
    {
        string name = Path.GetFileNameWithoutExtension(path ?? "");
        string digits = name[(name.LastIndexOf('_') + 1)..];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : long.MaxValue;
    }
}
