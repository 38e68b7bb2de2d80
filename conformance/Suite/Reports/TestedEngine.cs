namespace Conformance.Suite.Reports;

/// <summary>An engine that a run put under test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">Whose code it is, with its version: of a plug-in, what its file holds.</param>
public sealed record TestedEngine(string Name, string Origin);
