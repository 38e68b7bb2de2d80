using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Xunit;

/// <summary>Makes a test of each case, in each element type that the engine computes in. No tensor is filled for it.</summary>
/// <param name="diagnostics">Where the framework hears of troubles.</param>
public sealed class StandardCaseDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        Type testClass = testMethod.TestClass.Class.ToRuntimeType();
        if (EngineTypes.Of(testClass) is var types && types.IsEmpty)
        {
            return [new ExecutionErrorTestCase(diagnostics, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, testMethod,
                $"{testClass.Name}: its engine must implement IConvolution<T> for float, double or Half")];
        }
        var settings = ConformanceSettingsAttribute.Of(testClass);
        return types.F16(Of<Half>).Concat(types.F32(Of<float>)).Concat(types.F64(Of<double>));

        IEnumerable<IXunitTestCase> Of<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ElementType type = ConformanceRun.TypeOf<T>();
            foreach (ConformanceCase item in CaseFiles.Standard<T>(settings.Miss, settings.Seed).Concat(CaseFiles.Sequences(settings.Seed)))
            {
                if (settings.Features.Length == 0 || settings.Features.Contains(item.Feature))
                    yield return new ConformanceTestCase(diagnostics, testMethod, [type.ToString().ToLowerInvariant(), item.Feature, item.Describe(type)]);
            }
        }
    }
}
