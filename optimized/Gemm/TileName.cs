namespace Conformance.Optimized.Gemm;

/// <summary>The tile in the name of a kernel. It is read off the type that computes, so that it cannot differ from it.</summary>
internal static class TileName
{
    /// <summary>"8×3" for a type over a <c>Tile8x3</c>; empty for one without a tile.</summary>
    public static string Of(Type prepared) => prepared.GenericTypeArguments
        .Where(argument => argument.Name.StartsWith("Tile", StringComparison.Ordinal))
        .Select(argument => argument.Name.Split('`')[0]["Tile".Length..].Replace('x', '×'))
        .FirstOrDefault("");
}
