namespace Conformance.Suite.Isolation;

/// <summary>Exit codes in words.</summary>
internal static class ExitNames
{
    /// <summary>What .NET adds to the number of the signal that ended a process.</summary>
    private const int SignalBase = 128;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [5] = "SIGTRAP",
        [6] = "SIGABRT",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [15] = "SIGTERM",
    };

    private static readonly Dictionary<uint, string> Statuses = new()
    {
        [0xC0000005] = "access violation",
        [0xC00000FD] = "stack overflow",
        [0xC0000409] = "stack buffer overrun",
        [0xC000001D] = "illegal instruction",
        [0xC0000094] = "integer division by zero",
    };

    /// <summary>"ended by signal 11 (SIGSEGV)", or "exited with code 3".</summary>
    public static string Describe(int code)
    {
        if (OperatingSystem.IsWindows())
            return Statuses.TryGetValue((uint)code, out string? status) ? $"ended by {status} (0x{code:X8})" : $"exited with code {code}";
        if (code == SignalBase + 7 && OperatingSystem.IsLinux() || code == SignalBase + 10 && OperatingSystem.IsMacOS())
            return $"ended by signal {code - SignalBase} (SIGBUS)";
        return Signals.TryGetValue(code - SignalBase, out string? signal) ? $"ended by signal {code - SignalBase} ({signal})" : $"exited with code {code}";
    }
}
