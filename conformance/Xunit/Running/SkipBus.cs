using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Xunit;

/// <summary>A test finds out while it runs that it has nothing to test; xunit 2 knows skips only before that.</summary>
/// <param name="reason">Why the test is skipped.</param>
public sealed class SkippedTestException(string reason) : Exception(reason);

/// <summary>Passes messages on; a failure by <see cref="SkippedTestException"/> becomes a skip.</summary>
/// <param name="inner">Where messages go.</param>
internal sealed class SkipBus(IMessageBus inner) : IMessageBus
{
    /// <summary>How many were skipped.</summary>
    public int Skipped { get; private set; }

    public bool QueueMessage(IMessageSinkMessage message)
    {
        if (message is not ITestFailed failed || failed.ExceptionTypes.FirstOrDefault() != typeof(SkippedTestException).FullName)
            return inner.QueueMessage(message);
        Skipped++;
        return inner.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
    }

    public void Dispose() { /* The inner bus is its owner's. */ }
}
