using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Conformance.Suite.Isolation;

/// <summary>
/// The output of a process, which ends with the process. A pipe alone ends when the last one closes it who holds it, and that
/// may be a child that outlives the worker: a server that an engine left behind, or one that was forked while the worker was
/// being killed.
/// </summary>
/// <param name="from">The pipe.</param>
/// <param name="process">Who writes to it.</param>
internal sealed partial class AttentivePipe(Stream from, Process process) : Stream
{
    /// <summary>How often the process is looked for while nothing comes, in milliseconds.</summary>
    private const int Glance = 200;

    private const short Readable = 1;

    private readonly SafeHandle? handle = OperatingSystem.IsWindows() ? null : (from as PipeStream)?.SafePipeHandle;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads what there is; 0 at the end of the pipe, and where the process is gone and nothing came since.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (handle is not null)
        {
            // What it wrote before it ended is in the pipe by then.
            for (bool wasGone = false; !IsReadable(); wasGone = process.HasExited)
                if (wasGone) return 0;
        }
        return from.Read(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Whether a read would not wait: there is something, or the end.</summary>
    private bool IsReadable()
    {
        var asked = new Poll { File = (int)handle!.DangerousGetHandle(), Events = Readable };
        // Also on an error, which the read then tells; a signal in between (−1) is nothing.
        return poll(ref asked, 1, Glance) > 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int File;
        public short Events, Seen;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref Poll files, nuint count, int milliseconds);
}
