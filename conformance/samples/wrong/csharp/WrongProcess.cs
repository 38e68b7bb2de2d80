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

/// <summary>Right results, but something is written to the last pipe that is open: the one of the suite. Linux only.</summary>
public sealed class GarbageOnThePipe : WrongConvolution
{
    private const int StandardError = 2;

    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
        var open = Directory.GetFileSystemEntries("/proc/self/fd").Select(entry => int.Parse(Path.GetFileName(entry)));
        foreach (int file in open.Where(file => file > StandardError).OrderDescending())
        {
            var link = new FileInfo($"/proc/self/fd/{file}");
            if (link.LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) != true) continue;
            // "flags: 01" in octal: open for writing only.
            if (!File.ReadLines($"/proc/self/fdinfo/{file}").Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line.EndsWith('1'))) continue;
            using var pipe = new FileStream(new SafeFileHandle(file, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            try
            {
                pipe.Write("Loading kernels ...\n"u8);
                return;
            }
            catch (IOException)
            {
                // One that nobody reads: not this.
            }
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
