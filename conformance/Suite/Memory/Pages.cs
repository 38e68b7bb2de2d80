using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Conformance.Suite.Memory;

/// <summary>Pages from the operating system.</summary>
internal static unsafe partial class Pages
{
    private const int ReadOnly = 1, ReadWrite = 3, PrivateAnonymousLinux = 0x22, PrivateAnonymousMac = 0x1002;
    private const uint CommitReserve = 0x3000, Release = 0x8000, PageReadWrite = 4, PageNoAccess = 1, PageReadOnly = 2;

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

    /// <param name="page">The page.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="readable">Whether it may still be read.</param>
    public static void Protect(byte* page, int size, bool readable = false)
    {
        bool done = OperatingSystem.IsWindows()
            ? VirtualProtect(page, (nuint)size, readable ? PageReadOnly : PageNoAccess, out _) != 0
            : mprotect(page, (nuint)size, readable ? ReadOnly : 0) == 0;
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
