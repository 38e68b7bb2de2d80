namespace Conformance.Optimized.Packing;

/// <summary>A run of neighbouring positions that one tap of the kernel meets in one row of the input.</summary>
/// <param name="Target">Where the run begins among the positions of the panel.</param>
/// <param name="Source">Where its first element lies, counted from the start of a channel; −1 where it is padding.</param>
/// <param name="Length">How many positions it has.</param>
internal readonly record struct Piece(int Target, int Source, int Length);
