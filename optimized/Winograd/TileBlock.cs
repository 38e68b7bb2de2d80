namespace Conformance.Optimized.Winograd;

/// <summary>Tiles that are transformed together.</summary>
/// <param name="Image">The image of the batch.</param>
/// <param name="Phase">The phase of a dilated problem.</param>
/// <param name="First">The first tile.</param>
/// <param name="Count">How many.</param>
internal readonly record struct TileBlock(int Image, int Phase, int First, int Count);
