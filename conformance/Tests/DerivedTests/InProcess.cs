using Conformance.Laws;
using Conformance.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Tests;

/// <summary>Finds and runs the tests of a class within a test.</summary>
internal static class InProcess
{
    /// <summary>The tests of a class: its cases, then its laws.</summary>
    public static List<IXunitTestCase> Find(Type testClass)
    {
        var found = new TestClass(new TestCollection(new TestAssembly(Reflector.Wrap(testClass.Assembly)), null, "within"), Reflector.Wrap(testClass));
        var sink = new NullSink();
        return
        [
            .. new StandardCaseDiscoverer(sink).Discover(null!, Method("StandardCase"), null!),
            .. new LawDiscoverer(sink).Discover(null!, Method("Law"), null!),
        ];

        TestMethod Method(string name) => new(found, Reflector.Wrap(testClass.GetMethod(name)!));
    }

    /// <summary>Runs tests and gives what was said of each.</summary>
    public static async Task<List<ITestResultMessage>> Run(IEnumerable<IXunitTestCase> tests)
    {
        using var bus = new Collector();
        using var cancel = new CancellationTokenSource();
        foreach (IXunitTestCase test in tests)
        {
            RunSummary summary = await test.RunAsync(new NullSink(), bus, [], new ExceptionAggregator(), cancel);
            ITestResultMessage last = bus.Results[^1];
            Assert.Equal((1, last is ITestFailed ? 1 : 0, last is ITestSkipped ? 1 : 0), (summary.Total, summary.Failed, summary.Skipped));
        }
        return bus.Results;
    }

    /// <summary>The laws of a name.</summary>
    public static bool IsLaw(this IXunitTestCase test, Law law) => test.TestMethodArguments is [_, string name] && name == law.Name;

    private sealed class NullSink : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    private sealed class Collector : IMessageBus
    {
        public List<ITestResultMessage> Results { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestResultMessage result) Results.Add(result);
            return true;
        }

        public void Dispose() { /* Nothing is held. */ }
    }
}
