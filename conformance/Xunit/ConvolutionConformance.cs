using Conformance.Spec;

namespace Conformance.Xunit;

/// <summary>
/// Puts an engine under test: derive a public class, and every standard case and every law is a test of its own.
/// <code>public sealed class MyConvolutionTests : ConvolutionConformance&lt;MyConvolution&gt;;</code>
/// What the engine promises is said with <see cref="ConformanceSettingsAttribute"/>. Tests have the traits "feature" and
/// "type" (cases) or "family" (laws).
/// </summary>
/// <typeparam name="TEngine">Implements <see cref="IConvolution{T}"/> for float, double or Half, or for several.</typeparam>
public abstract class ConvolutionConformance<TEngine> where TEngine : class
{
    /// <summary>One case of the standard set.</summary>
    /// <param name="type">The element type: f16, f32 or f64.</param>
    /// <param name="feature">The group that the case belongs to.</param>
    /// <param name="line">The case as a line.</param>
    /// <exception cref="ConformanceException">The engine is wrong.</exception>
    /// <exception cref="SkippedTestException">The engine does not compute this problem.</exception>
    [StandardCases]
    public void StandardCase(string type, string feature, string line) => Check().Case(type, feature, line);

    /// <summary>One law on random problems.</summary>
    /// <param name="family">The group that the law belongs to.</param>
    /// <param name="law">The law's name.</param>
    /// <exception cref="ConformanceException">The law is broken.</exception>
    /// <exception cref="SkippedTestException">The law has nothing to say of this engine.</exception>
    [Laws]
    public void Law(string family, string law) => Check().Law(family, law);

    /// <summary>Makes an engine; override it where there is no public constructor without parameters.</summary>
    /// <param name="threads">How many threads one convolution may use, for engines that can choose: a law asks for 1, 2 and 5.</param>
    protected virtual TEngine CreateEngine(int threads) => Activator.CreateInstance<TEngine>();

    /// <summary>What is tested besides what the engine itself says it supports: a problem that is turned down here is
    /// skipped, with the reason.</summary>
    protected virtual Support Supports(ConvolutionProblem problem) => Support.Yes;

    private EngineCheck Check() => new(GetType(), typeof(TEngine), CreateEngine, Supports);
}
