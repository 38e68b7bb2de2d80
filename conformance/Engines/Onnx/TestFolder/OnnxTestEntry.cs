using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>What became of one folder of tests: a case, or why there is none.</summary>
/// <param name="Name">The folder's path below the root, with '/' between its parts.</param>
public abstract record OnnxTestEntry(string Name);

/// <summary>A case that can run.</summary>
/// <param name="Name">The folder of the data set below the root.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="ElementType">The element type of all tensors.</param>
/// <param name="Input">X.</param>
/// <param name="Weight">W.</param>
/// <param name="Bias">b; null where there is none.</param>
/// <param name="Expected">The output that the folder's author expects.</param>
public sealed record OnnxTestCase(
    string Name, ConvolutionProblem Problem, ElementType ElementType, OnnxTensor Input, OnnxTensor Weight,
    OnnxTensor? Bias, OnnxTensor Expected) : OnnxTestEntry(Name);

/// <summary>Nothing is wrong, but it is not a case of this suite.</summary>
/// <param name="Name">The folder below the root.</param>
/// <param name="Reason">Why not, as a phrase.</param>
public sealed record OnnxTestNotRun(string Name, string Reason) : OnnxTestEntry(Name);

/// <summary>Something is wrong with a file.</summary>
/// <param name="Name">The folder below the root.</param>
/// <param name="Message">What is wrong, with the file's name.</param>
public sealed record OnnxTestError(string Name, string Message) : OnnxTestEntry(Name);
