using System.Diagnostics;

namespace Conformance.Tests;

/// <summary>A theory that needs a program of the system; where that is absent it is skipped, with the command that installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string tool) => Skip = Tools.WhyNot(tool);
}

/// <summary>A test that needs a program of the system.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool) => Skip = Tools.WhyNot(tool);
}

/// <summary>Programs of the system that tests use.</summary>
internal static class Tools
{
    public const string Compiler = "cc", NumPy = "numpy", Linux = "linux", PyTorch = "torch", Browser = "chromium", Shell = "sh", CppCompiler = "c++";

    // That of the system first: what stands before it on the path is often a script, which takes a second to find the same.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <summary>A Python that has NumPy; null where there is none.</summary>
    public static string? Python { get; } = Pythons.FirstOrDefault(python => Runs(python, "-c", "import numpy"));

    /// <summary>A Python that has PyTorch; null where there is none. Looked for, not imported: that takes seconds.</summary>
    public static string? Torch { get; } = Pythons.FirstOrDefault(python => Runs(python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"));

    /// <summary>A Chromium; null where there is none.</summary>
    public static string? Chromium { get; } = new[] { "chromium", "chromium-browser", "google-chrome" }.FirstOrDefault(browser => Runs(browser, "--version"));

    public static string? WhyNot(string tool) => tool switch
    {
        Compiler when !OperatingSystem.IsLinux() => "the commands that build the samples are those of Linux",
        Shell when OperatingSystem.IsWindows() => "asks a POSIX shell, which Windows has not",
        CppCompiler when !OperatingSystem.IsLinux() => "the commands that build the samples are those of Linux",
        CppCompiler when !Runs("c++", "--version") => "no C++ compiler; install with: apt-get install g++",
        Compiler when !Runs("cc", "--version") => "no C compiler; install with: apt-get install gcc libc6-dev",
        NumPy when Python is null => "no Python with NumPy; install with: apt-get install python3-numpy",
        PyTorch when Torch is null => "no Python with PyTorch; install with: apt-get install python3-torch",
        Browser when Chromium is null => "no Chromium; install with: apt-get install chromium",
        Linux when !OperatingSystem.IsLinux() => "is about Linux: pipes in /proc, numbers of signals",
        _ => null,
    };

    /// <summary>Runs a program to its end.</summary>
    public static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
