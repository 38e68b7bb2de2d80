using Xunit;
using Xunit.Sdk;

namespace Conformance.Xunit;

/// <summary>Marks the method of which each case of the standard set is a test.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Conformance.Xunit.StandardCaseDiscoverer", "Conformance.Xunit")]
internal sealed class StandardCasesAttribute : FactAttribute;

/// <summary>Marks the method of which each law is a test.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Conformance.Xunit.LawDiscoverer", "Conformance.Xunit")]
internal sealed class LawsAttribute : FactAttribute;
