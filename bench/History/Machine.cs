using System.Runtime.InteropServices;
using Conformance.Optimized;

namespace Conformance.Bench.History;

/// <summary>The machine that a record was made on: series of different machines are never joined.</summary>
/// <param name="Processor">The processor's name, as the system tells it.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="System">The operating system, without its version.</param>
/// <param name="Bits">The widest registers.</param>
internal sealed record MachineFingerprint(string Processor, int Cores, string System, int Bits)
{
    /// <summary>This machine.</summary>
    public static MachineFingerprint Here { get; } = new(
        ProcessorName(), Environment.ProcessorCount,
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : "other", (int)Machine.Widest.Bits());

    private static string ProcessorName()
    {
        const string Key = "model name";
        if (File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) is { } line)
            return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Processor}, {Cores} cores, {System}, {Bits} bits";
}
