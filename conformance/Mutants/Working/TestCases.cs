using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Mutants.Working;

/// <summary>The test cases of an assembly, by xunit's own discovery, and one of them run: each row of a theory is one.</summary>
internal sealed class TestCases : IDisposable
{
    private readonly XunitTestFramework framework = new(new NullMessageSink());
    private readonly Assembly assembly;

    /// <param name="assemblyName">Of the tests.</param>
    /// <param name="slowToo">Whether those of the slow tier are tests too.</param>
    public TestCases(string assemblyName, bool slowToo)
    {
        assembly = Assembly.Load(assemblyName);
        var sink = new Sink();
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(false, sink, new Options());
        sink.Finished.Wait();
        ByName = sink.Cases.Where(test => test.SkipReason is null && (slowToo || !IsSlow(test)))
            .GroupBy(test => test.DisplayName, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Cases by the name that they are shown by; rows that look alike are run together.</summary>
    public IReadOnlyDictionary<string, ITestCase[]> ByName { get; }

    /// <summary>What the first test that failed said; null where all passed.</summary>
    public string? Failure(string name)
    {
        var sink = new Sink();
        using var executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(ByName[name], sink, new Options());
        sink.Finished.Wait();
        return sink.Failure;
    }

    public void Dispose() => framework.Dispose();

    private static bool IsSlow(ITestCase test) => test.Traits.TryGetValue("Tier", out var tiers) && tiers.Contains("slow");

    /// <summary>Hears what xunit says; calls come from one run at a time.</summary>
    private sealed class Sink : IMessageSink
    {
        public List<ITestCase> Cases { get; } = [];
        public string? Failure { get; private set; }
        public ManualResetEventSlim Finished { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add(found.TestCase);
                    break;
                case IFailureInformation failed:
                    Failure ??= string.Join(" ", failed.Messages).ReplaceLineEndings(" ");
                    break;
                case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                    Finished.Set();
                    break;
            }

            return true;
        }
    }

    /// <summary>What a runner may set, here: one test at a time, and rows of theories apart.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal)
        {
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.MaxParallelThreads"] = 1,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
