using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

public class SideBySideTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void Answers_come_in_the_order_of_the_engines(int atOnce)
    {
        int[] engines = [.. Enumerable.Range(0, 40)];
        using var last = new ManualResetEventSlim();
        Assert.Equal(engines.Select(engine => engine * engine), SideBySide.Ask(engines, atOnce, engine =>
        {
            // Where several are asked at once, the first answers after the last.
            if (engine == 0 && atOnce > 1) Assert.True(last.Wait(Long));
            if (engine == engines[^1]) last.Set();
            return engine * engine;
        }));
    }

    [Fact]
    public void Two_are_asked_at_once()
    {
        using var both = new Barrier(2);
        Assert.Equal([true, true], SideBySide.Ask([1, 2], atOnce: 2, _ => both.SignalAndWait(Long)));
    }

    [Fact]
    public void One_at_once_is_on_the_thread_of_who_asks() =>
        Assert.All(SideBySide.Ask([1, 2, 3], atOnce: 1, _ => Environment.CurrentManagedThreadId), thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));

    [Fact]
    public void One_engine_is_asked_on_the_thread_of_who_asks() =>
        Assert.Equal([Environment.CurrentManagedThreadId], SideBySide.Ask([1], atOnce: 4, _ => Environment.CurrentManagedThreadId));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_an_engine_throws_comes_out_as_it_is(int atOnce) =>
        Assert.Equal("3", Assert.Throws<InvalidDataException>(() => SideBySide.Ask([1, 2, 3], atOnce, engine => engine == 3 ? throw new InvalidDataException("3") : engine)).Message);

    [Fact]
    public void None_at_once_is_refused() =>
        Assert.Equal("atOnce", Assert.Throws<ArgumentOutOfRangeException>(() => SideBySide.Ask([1], atOnce: 0, engine => engine)).ParamName);

    [Fact]
    public void Results_do_not_depend_on_how_many_are_asked_at_once()
    {
        IReadOnlyList<ConformanceCase> cases = [.. CaseFiles.Standard<float>(0.5, seed: 1).Where(item => item.Feature is "stride" or SequenceCase.Order)];
        IReadOnlyList<EngineUnderTest> engines =
            [.. Enumerable.Range(0, 5).Select(number => new EngineUnderTest($"naive {number}", AccuracyClass.Componentwise, number == 2 ? null : new NaiveConvolution<float>(), null))];
        List<CaseResult> inTurn = [.. ConformanceRun.Execute<float>(engines, cases)], atOnce = [.. ConformanceRun.Execute<float>(engines, cases, atOnce: 4)];
        Assert.Equal(4 * cases.Count, inTurn.Count);
        Assert.Equal(inTurn, atOnce);
    }
}
