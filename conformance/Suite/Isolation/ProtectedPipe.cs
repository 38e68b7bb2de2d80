using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Conformance.Suite.Isolation;

/// <summary>
/// The worker's two pipes, taken away from standard input and output before code under test is loaded: what that prints goes
/// to the error stream, what it reads is empty.
/// </summary>
public static partial class ProtectedPipe
{
    private const int StandardInput = 0, StandardOutput = 1, StandardError = 2, ReadOnly = 0;
    private const int WindowsInput = -10, WindowsOutput = -11, WindowsError = -12;

    /// <summary>Moves the pipes to handles that only the caller has.</summary>
    public static (Stream From, Stream To) Take() => OperatingSystem.IsWindows() ? TakeOnWindows() : TakeOnUnix();

    private static (Stream, Stream) TakeOnUnix()
    {
        var from = new SafeFileHandle(dup(StandardInput), ownsHandle: true);
        var to = new SafeFileHandle(dup(StandardOutput), ownsHandle: true);
        int nothing = open("/dev/null", ReadOnly);
        _ = dup2(nothing, StandardInput);
        _ = dup2(StandardError, StandardOutput);
        _ = close(nothing);
        return (Open(from, FileAccess.Read), Open(to, FileAccess.Write));
    }

    private static (Stream, Stream) TakeOnWindows()
    {
        var from = new SafeFileHandle(GetStdHandle(WindowsInput), ownsHandle: false);
        var to = new SafeFileHandle(GetStdHandle(WindowsOutput), ownsHandle: false);
        var streams = (Open(from, FileAccess.Read), Open(to, FileAccess.Write));
        _ = SetStdHandle(WindowsInput, 0);
        _ = SetStdHandle(WindowsOutput, GetStdHandle(WindowsError));
        return streams;
    }

    private static FileStream Open(SafeFileHandle handle, FileAccess access) => new(handle, access, bufferSize: 0);

    [LibraryImport("libc")]
    private static partial int dup(int file);

    [LibraryImport("libc")]
    private static partial int dup2(int file, int to);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    private static partial int SetStdHandle(int which, nint handle);
}
