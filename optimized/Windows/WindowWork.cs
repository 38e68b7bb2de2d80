namespace Conformance.Optimized.Windows;

/// <summary>A part of the output that a thread computes at once.</summary>
/// <param name="Image">n.</param>
/// <param name="Group">The group.</param>
/// <param name="FromPanel">The first panel of filters, counted in the group.</param>
/// <param name="ToPanel">The one behind the last.</param>
/// <param name="FromSegment">The first segment, counted from the first row of the input at hand.</param>
/// <param name="ToSegment">The one behind the last.</param>
/// <param name="FirstPosition">The output position of segment 0.</param>
internal readonly record struct WindowWork(
    int Image, int Group, int FromPanel, int ToPanel, int FromSegment, int ToSegment, int FirstPosition);
