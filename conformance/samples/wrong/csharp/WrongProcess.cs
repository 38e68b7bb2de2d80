using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Conformance.Samples.Wrong;

/// <summary>Writes where there is no memory.</summary>
public sealed unsafe class Segfault : WrongConvolution
{
    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output) =>
        *(float*)0xdead0000u = 1;
}

/// <summary>Never comes back.</summary>
public sealed class EndlessLoop : WrongConvolution
{
    private volatile int turns;

    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
        while (turns >= 0) turns = (turns + 1) & 0xff;
    }
}

/// <summary>Ends the process, and says that all is well.</summary>
public sealed class Exits : WrongConvolution
{
    /// <inheritdoc/>
    protected override void After(ReadOnlyTensorSpan<float> input, TensorSpan<float> output) => Environment.Exit(0);
}

/// <summary>Right results, but each call keeps a gibibyte.</summary>
public sealed unsafe class Leaks : WrongConvolution
{
    private const int Gibibyte = 1 << 30;

    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output) =>
        new Span<byte>(NativeMemory.Alloc(Gibibyte), Gibibyte).Fill(1);
}

/// <summary>Right results, but something is written to the pipe that the suite reads: the one whose other end the parent
/// has. Linux only.</summary>
public sealed class GarbageOnThePipe : WrongConvolution
{
    private const int StandardError = 2;

    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
        // "pid (name) state parent …"
        string parent = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[1];
        var read = Pipes(parent, '0').Select(pipe => pipe.Name).ToHashSet();
        int file = Pipes("self", '1').Where(pipe => pipe.File > StandardError && read.Contains(pipe.Name)).Min(pipe => pipe.File);
        using var pipe = new FileStream(new SafeFileHandle(file, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        pipe.Write("Loading kernels ...\n"u8);
    }

    /// <summary>The pipes of a process that are open for reading, '0', or for writing, '1': how the flags of a file end.</summary>
    private static IEnumerable<(int File, string Name)> Pipes(string process, char access)
    {
        foreach (string entry in Directory.GetFileSystemEntries($"/proc/{process}/fd"))
        {
            string file = Path.GetFileName(entry), info = $"/proc/{process}/fdinfo/{file}";
            if (new FileInfo(entry).LinkTarget is not { } name || !name.StartsWith("pipe:", StringComparison.Ordinal) || !File.Exists(info)) continue;
            if (File.ReadLines(info).Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line.EndsWith(access))) yield return (int.Parse(file), name);
        }
    }
}

/// <summary>Right, but it prints: what it prints must not reach the pipe of the suite.</summary>
public sealed class Prints : WrongConvolution
{
    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output) =>
        Console.WriteLine("computing");
}

/// <summary>Right, but it reads its input to the end: the requests of the suite must not be there.</summary>
public sealed class ReadsInput : WrongConvolution
{
    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
        if (Console.In.ReadToEnd().Length > 0) throw new InvalidOperationException("there was something to read");
    }
}
