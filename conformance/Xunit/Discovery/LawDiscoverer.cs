using Conformance.Laws;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Xunit;

/// <summary>Makes a test of each law.</summary>
/// <param name="diagnostics">Where the framework hears of troubles.</param>
public sealed class LawDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        LawBook.All.Select(law => new ConformanceTestCase(diagnostics, testMethod, [law.Family, law.Name]));
}
