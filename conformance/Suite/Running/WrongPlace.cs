namespace Conformance.Suite.Running;

/// <summary>Says in words where an output is wrong, axis by axis.</summary>
internal static class WrongPlace
{
    private static readonly string[] Spatial = ["depth", "row", "column"];

    /// <summary>One line; names the axes on which it is not wrong everywhere.</summary>
    /// <param name="shape">[N, C, o…] of the output.</param>
    /// <param name="wrongAt">For each axis, the coordinates at which there is any wrong element.</param>
    /// <param name="wrong">How many elements are.</param>
    public static string Describe(IReadOnlyList<long> shape, bool[][] wrongAt, int wrong)
    {
        string[] names = ["image", "channel", .. Spatial[^(shape.Count - 2)..]];
        List<string> parts = [];
        double box = 1;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            int[] at = [.. Enumerable.Range(0, wrongAt[axis].Length).Where(i => wrongAt[axis][i])];
            box *= at.Length;
            if (at.Length < shape[axis]) parts.Add(Part(names[axis], at, (int)shape[axis]));
        }
        string where = parts.Count == 0 ? "all over" : string.Join("; ", parts);
        return wrong < box ? $"{where}; {wrong} of the {box} elements there" : parts.Count == 0 ? "every element" : where;
    }

    private static string Part(string axis, int[] at, int extent)
    {
        string last = at[^1] == extent - 1 ? ", the last" : at[^1] == 0 ? ", the first" : "";
        if (at.Length == 1) return $"{axis} {at[0]}{last} of {extent}";
        int step = at[1] - at[0];
        bool isEven = at.Zip(at.Skip(1), (a, b) => b - a).All(gap => gap == step);
        if (isEven && step == 1) return $"{axis}s {at[0]}–{at[^1]}{last} of {extent}";
        if (isEven && at.Length > 2) return $"every {Ordinal(step)} {axis} from {at[0]} to {at[^1]}{last} of {extent}";
        return at.Length <= 4 ? $"{axis}s {string.Join(", ", at)} of {extent}" : $"{at.Length} of {extent} {axis}s, {at[0]} to {at[^1]}";
    }

    private static string Ordinal(int n) => n switch { 2 => "second", 3 => "third", _ => $"{n}th" };
}
