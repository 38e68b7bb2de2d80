using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Conformance.Tests;

/// <summary>Memory that begins or ends at a page that must not be touched: an access beside it ends the process.</summary>
internal sealed unsafe class GuardedMemory<T> : IDisposable where T : unmanaged
{
    private readonly byte* start;
    private readonly nuint length;

    /// <param name="values">What the memory holds.</param>
    /// <param name="atEnd">Whether the guard lies behind the memory; else it lies before it.</param>
    public GuardedMemory(ReadOnlySpan<T> values, bool atEnd)
    {
        int page = Environment.SystemPageSize, bytes = values.Length * sizeof(T);
        int pages = (bytes + page - 1) / page;
        length = (nuint)((pages + 2) * page);
        start = Pages.Allocate(length);
        Pages.Protect(start, page);
        Pages.Protect(start + (pages + 1) * page, page);
        Data = (T*)(atEnd ? start + (pages + 1) * page - bytes : start + page);
        Count = values.Length;
        values.CopyTo(new Span<T>(Data, Count));
    }

    public T* Data { get; }

    public int Count { get; }

    public Span<T> Span => new(Data, Count);

    public void Dispose() => Pages.Free(start, length);
}

/// <summary>Pages from the operating system.</summary>
internal static unsafe partial class Pages
{
    private const int ReadWrite = 3, PrivateAnonymousLinux = 0x22, PrivateAnonymousMac = 0x1002;
    private const uint CommitReserve = 0x3000, Release = 0x8000, PageReadWrite = 4, PageNoAccess = 1;

    public static void Free(byte* memory, nuint length)
    {
        if (OperatingSystem.IsWindows()) VirtualFree(memory, 0, Release);
        else munmap(memory, length);
    }

    public static byte* Allocate(nuint length)
    {
        int flags = OperatingSystem.IsMacOS() ? PrivateAnonymousMac : PrivateAnonymousLinux;
        void* memory = OperatingSystem.IsWindows() ? VirtualAlloc(null, length, CommitReserve, PageReadWrite) : mmap(null, length, ReadWrite, flags, -1, 0);
        return memory is null || (nint)memory == -1 ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : (byte*)memory;
    }

    public static void Protect(byte* page, int size)
    {
        bool done = OperatingSystem.IsWindows() ? VirtualProtect(page, (nuint)size, PageNoAccess, out _) != 0 : mprotect(page, (nuint)size, 0) == 0;
        if (!done) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualProtect(void* address, nuint size, uint protection, out uint old);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
