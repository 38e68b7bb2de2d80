using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Xunit;

/// <summary>One case or one law as a test: its name is the case's line or the law's sentence.</summary>
public sealed class ConformanceTestCase : XunitTestCase
{
    /// <summary>For the framework, which makes one from what another process sent.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For the framework only.")]
    public ConformanceTestCase()
    {
    }

    /// <param name="diagnostics">Where the framework hears of troubles.</param>
    /// <param name="method">The method that is called.</param>
    /// <param name="arguments">Type, feature and line of a case, or family and name of a law.</param>
    internal ConformanceTestCase(IMessageSink diagnostics, ITestMethod method, string[] arguments)
        : base(diagnostics, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method, [.. arguments])
    {
    }

    /// <inheritdoc/>
    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new SkipBus(messageBus);
        RunSummary summary = await base.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        summary.Failed -= bus.Skipped;
        summary.Skipped += bus.Skipped;
        return summary;
    }

    /// <inheritdoc/>
    protected override void Initialize()
    {
        base.Initialize();
        string testClass = TestMethod.TestClass.Class.Name.Split('.', '+')[^1];
        switch (TestMethodArguments)
        {
            case [string type, string feature, string line]:
                DisplayName = $"{testClass}: {feature}: {line}";
                Traits["type"] = [type];
                Traits["feature"] = [feature];
                break;
            case [string family, string law]:
                DisplayName = $"{testClass}: {family}: {law.Replace('_', ' ')}";
                Traits["family"] = [family];
                break;
        }
    }
}
