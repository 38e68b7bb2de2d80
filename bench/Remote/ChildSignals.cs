using System.Runtime.InteropServices;

namespace Conformance.Bench.Remote;

/// <summary>Stops and continues processes on Linux; elsewhere they go on, and what their idle threads burn is in the
/// others' times.</summary>
internal static partial class ChildSignals
{
    private const int SignalKill = 9;
    private const int SignalContinue = 18;
    private const int SignalStop = 19;
    private const int SetParentDeathSignal = 1;

    /// <summary>Whether processes can be stopped here; the signals' numbers are those of Linux on x64 and Arm.</summary>
    private static bool Works => OperatingSystem.IsLinux();

    public static void Stop(int process)
    {
        if (Works) _ = Kill(process, SignalStop);
    }

    public static void Continue(int process)
    {
        if (Works) _ = Kill(process, SignalContinue);
    }

    /// <summary>This process ends when the one that started it does, even while it is stopped.</summary>
    public static void EndWithParent()
    {
        if (Works) _ = ProcessControl(SetParentDeathSignal, SignalKill, 0, 0, 0);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
