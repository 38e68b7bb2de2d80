namespace Conformance.Optimized.Windows;

/// <summary>The distance of the inputs of two neighbouring positions, known when a tile is compiled.</summary>
internal interface IStep
{
    static abstract int Size { get; }
}

/// <summary>They are neighbours too.</summary>
internal readonly struct One : IStep
{
    public static int Size => 1;
}

/// <summary>Stride 2, with the columns as they lie: an element that is read by itself may lie anywhere, and dealing columns out takes longer than copying them.</summary>
internal readonly struct Two : IStep
{
    public static int Size => 2;
}

/// <summary>Whether a tile asks for what will be read soon: known when it is compiled, since it costs a hundredth where it brings nothing.</summary>
internal interface ISoon
{
    static abstract bool IsAsked { get; }
}

/// <summary>It does.</summary>
internal readonly struct Asked : ISoon
{
    public static bool IsAsked => true;
}

/// <summary>It does not.</summary>
internal readonly struct NotAsked : ISoon
{
    public static bool IsAsked => false;
}

/// <summary>Whether positions of a tile may lie beside the image: known when it is compiled, since each is then asked for each term.</summary>
internal interface IEdge
{
    static abstract bool IsThere { get; }
}

/// <summary>They may: a branch for each position, which the machine foresees, and no product of the padding.</summary>
internal readonly struct Edge : IEdge
{
    public static bool IsThere => true;
}

/// <summary>None does.</summary>
internal readonly struct Inside : IEdge
{
    public static bool IsThere => false;
}
