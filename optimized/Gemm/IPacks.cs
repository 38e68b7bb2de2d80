namespace Conformance.Optimized.Gemm;

/// <summary>Whether a tile packs: known when it is compiled.</summary>
internal interface IPacks
{
    static abstract bool IsSo { get; }

    /// <summary>Whether some of B is masked away before.</summary>
    static virtual bool IsMasked => false;
}

/// <summary>It does, of a B that is masked.</summary>
internal readonly struct PacksMasked : IPacks
{
    public static bool IsSo => true;

    public static bool IsMasked => true;
}

/// <summary>It does.</summary>
internal readonly struct Packs : IPacks
{
    public static bool IsSo => true;
}

/// <summary>It does not.</summary>
internal readonly struct PacksNot : IPacks
{
    public static bool IsSo => false;
}
