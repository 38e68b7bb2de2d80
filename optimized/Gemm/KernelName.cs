namespace Conformance.Optimized.Gemm;

/// <summary>The name under which a report shows what ran. Registers and tile are read off the type that computes, so that
/// the name cannot differ from it.</summary>
internal static class KernelName
{
    /// <summary>"im2col-512 8×3" for a strategy "im2col-512" or "im2col" that computes in a type over <c>Lanes512</c> and
    /// <c>Tile8x3</c>; without a tile, the registers alone.</summary>
    public static string Of(string strategy, Type prepared)
    {
        string registers = Argument(prepared, "Lanes"), tile = Argument(prepared, "Tile").Replace('x', '×');
        string words = strategy.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('-');
        return $"{(registers.Length > 0 ? $"{words}-{registers}" : strategy)} {tile}".TrimEnd();
    }

    /// <summary>What follows a word in the name of a type argument.</summary>
    private static string Argument(Type type, string word) => type.GenericTypeArguments
        .Where(argument => argument.Name.StartsWith(word, StringComparison.Ordinal))
        .Select(argument => argument.Name.Split('`')[0][word.Length..])
        .FirstOrDefault("");
}
