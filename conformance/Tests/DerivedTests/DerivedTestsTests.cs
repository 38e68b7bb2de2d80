using Conformance.Laws;
using Conformance.Suite.Cases;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Conformance.Tests;

/// <summary>What a class derived from ConvolutionConformance gives its author.</summary>
public class DerivedTestsTests
{
    [Fact]
    public void Every_case_and_every_law_is_a_test_with_a_name_and_traits_of_its_own()
    {
        List<IXunitTestCase> tests = InProcess.Find(typeof(RightTests));
        Assert.Equal(CaseFiles.Standard<double>(1e-6, 1).Count + CaseFiles.Sequences(1).Count() + LawBook.All.Count, tests.Count);
        Assert.Equal(tests.Count, tests.Select(test => test.DisplayName).Distinct().Count());
        Assert.Equal(tests.Count, tests.Select(test => test.UniqueID).Distinct().Count());
        Assert.Contains(tests, test => test.DisplayName == "RightTests: stride: forward f64 exact@1 mb1ic2ih9iw13oc3kh3kw3sh2sw3"
            && test.Traits["feature"].Contains("stride") && test.Traits["type"].Contains("f64"));
        Assert.Contains(tests, test => test.DisplayName == $"RightTests: algebra: {Linearity.InInput.Name.Replace('_', ' ')}"
            && test.Traits["family"].Contains("algebra"));
    }

    [Fact]
    public void A_test_survives_being_sent_to_another_process()
    {
        IXunitTestCase test = InProcess.Find(typeof(WrongTests)).First();
        var copy = SerializationHelper.Deserialize<IXunitTestCase>(SerializationHelper.Serialize(test));
        Assert.Equal((test.DisplayName, test.UniqueID), (copy.DisplayName, copy.UniqueID));
        Assert.Equal(test.Traits["feature"], copy.Traits["feature"]);
    }

    [Fact]
    public async Task A_right_engine_passes()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(RightTests))
            .Where((test, i) => i % 40 == 0 || test.Traits.GetValueOrDefault("feature") is ["book"]
                || test.IsLaw(Linearity.InInput) || test.IsLaw(Independence.OfEarlierCalls)));
        Assert.True(results.Count > 20);
        Assert.All(results, result => Assert.True(result is ITestPassed, (result as ITestFailed)?.Messages[0] ?? result.TestCase.DisplayName));
    }

    [Fact]
    public async Task A_wrong_engine_fails_with_index_values_bound_and_replay_line()
    {
        List<ITestResultMessage> results = await InProcess.Run(
            InProcess.Find(typeof(WrongTests)).Where(test => test.DisplayName.EndsWith("exact@1 mb1ic2ih9iw13oc3kh3kw3sh2sw3", StringComparison.Ordinal)));
        string message = Assert.IsAssignableFrom<ITestFailed>(Assert.Single(results)).Messages[0];
        Assert.Matches(@"^Failed: \[0, 0, 0, 1\] expected -?\d+, got -?\d+ \(error [\d.E+]+, allowed 0\); \d+ of 48 elements wrong\n", message);
        Assert.Contains("convcheck replay \"forward f32 exact@1 mb1ic2ih9iw13oc3kh3kw3sh2sw3\"", message);
    }

    [Fact]
    public async Task A_broken_law_fails_with_a_small_problem()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(WrongTests)).Where(test => test.IsLaw(Agreement.WithOracle)));
        string message = Assert.IsAssignableFrom<ITestFailed>(Assert.Single(results)).Messages[0];
        Assert.Matches($"convcheck replay \"forward f32 exact@\\d+ mb1ic1i[^\"]+\" --law {Agreement.WithOracle.Name}", message);
    }

    [Fact]
    public async Task What_is_not_supported_is_skipped_with_the_reason()
    {
        List<ITestResultMessage> results = await InProcess.Run(
            InProcess.Find(typeof(WrongTests)).Where(test => test.Traits.GetValueOrDefault("feature") is ["axes-1d"]));
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(
            "Unsupported: one axis is not tested here", Assert.IsAssignableFrom<ITestSkipped>(result).Reason));
    }

    [Fact]
    public async Task A_known_failure_is_skipped_and_a_stale_one_fails()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(KnownTests)).Where(test => test.TestMethodArguments.Length == 3));
        Assert.Contains(results, result => result is ITestSkipped { Reason: var reason } && reason.StartsWith("KnownFailure: strides are swapped", StringComparison.Ordinal));
        Assert.Contains(results, result => result is ITestFailed failed && failed.Messages[0].StartsWith("UnexpectedPass", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_law_of_which_nothing_is_to_be_said_is_skipped()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(WrongTests)).Where(test => test.IsLaw(Preparation.PreparedEqualsDirect)));
        Assert.StartsWith("speaks of none of 100 problems: ", Assert.IsAssignableFrom<ITestSkipped>(Assert.Single(results)).Reason);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_times_out()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(EndlessTests)).Take(1));
        Assert.StartsWith("TimedOut: no result after 0.05 s", Assert.IsAssignableFrom<ITestFailed>(Assert.Single(results)).Messages[0]);
    }

    [Fact]
    public async Task A_class_whose_engine_is_none_fails_and_says_so()
    {
        List<ITestResultMessage> results = await InProcess.Run(InProcess.Find(typeof(NoEngineTests)).Take(1));
        Assert.Contains("must implement IConvolution<T>", Assert.IsAssignableFrom<ITestFailed>(Assert.Single(results)).Messages[0]);
    }
}
