using System.Runtime.InteropServices;

namespace Conformance.Engines.Tests;

/// <summary>Catches what native code writes to the process's standard error.</summary>
internal static partial class StandardError
{
    private const int Descriptor = 2;

    public static string During(Action action)
    {
        string path = Path.GetTempFileName();
        int saved = dup(Descriptor);
        try
        {
            using (FileStream file = File.Create(path))
            {
                _ = dup2((int)file.SafeFileHandle.DangerousGetHandle(), Descriptor);
                try { action(); }
                finally { _ = dup2(saved, Descriptor); }
            }
            return File.ReadAllText(path);
        }
        finally
        {
            _ = close(saved);
            File.Delete(path);
        }
    }

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}

/// <summary>Tests that watch standard error run one after the other and beside no others.</summary>
[CollectionDefinition("stderr", DisableParallelization = true)]
public class StandardErrorGroup;
