using System.Diagnostics;

namespace Conformance.Cli;

/// <summary>An engine that is put under test from outside: a program behind the protocol, or a sample that is compiled first.</summary>
/// <param name="Name">What it computes with.</param>
/// <param name="Engine">What --engine takes.</param>
/// <param name="Origin">Where the code comes from.</param>
/// <param name="Install">What installs it.</param>
/// <param name="Probe">Ends with 0 where it is here: a program and its arguments.</param>
internal sealed record Adapter(string Name, string Engine, string Origin, string Install, string[] Probe)
{
    private const string Python = "/usr/bin/python3", Samples = "conformance/samples";
    private const string Npm = $"npm ci --prefix {Samples}/node";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>All of them; docs/PROTOCOL.md and conformance/samples say more.</summary>
    public static IReadOnlyList<Adapter> All { get; } =
    [
        OfPython("numpy", "adapter.py", "NumPy: a product for each tap", "python3-numpy"),
        OfPython("scipy", "scipy_adapter.py", "SciPy: correlate2d and convolve2d", "python3-scipy"),
        OfPython("torch", "torch_adapter.py", "PyTorch: conv1d to conv3d", "python3-torch"),
        OfNode("tfjs.mjs cpu", "@tensorflow/tfjs", "TensorFlow.js in JavaScript"),
        OfNode("tfjs.mjs wasm", "@tensorflow/tfjs-backend-wasm", "TensorFlow.js in WebAssembly"),
        OfNode("ort-web.mjs", "onnxruntime-web", "onnxruntime-web in WebAssembly"),
        new("native library in C", "./libright.so", $"sample: cc -O2 -shared -fPIC -I conformance/native {Samples}/c/right.c -o libright.so",
            "apt-get install gcc libc6-dev", ["cc", "--version"]),
        new("native library in C++", "./libright.so", $"sample: c++ -std=c++17 -O2 -shared -fPIC -I conformance/native {Samples}/cpp/right.cpp -o libright.so",
            "apt-get install g++", ["c++", "--version"]),
    ];

    /// <summary>Whether it can be run here; asks a program, for some milliseconds.</summary>
    public bool IsHere()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Probe[0], Probe[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            if (process.WaitForExit(Patience)) return process.ExitCode == 0;
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Adapter OfPython(string module, string file, string what, string package) => new(
        what.Split(':')[0], $"cmd:{Python} {Samples}/python/{file}", $"Debian, {what}", $"apt-get install --no-install-recommends {package}",
        [Python, "-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"]);

    private static Adapter OfNode(string file, string package, string what) => new(
        what, $"cmd:node {Samples}/node/{file}", $"npm, {package}", $"apt-get install nodejs npm; {Npm}",
        ["node", "-e", $"process.exit(require('fs').existsSync('{Samples}/node/node_modules/{package}') ? 0 : 1)"]);
}
