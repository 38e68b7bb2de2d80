using Conformance.Optimized.Threads;

namespace Conformance.Tests;

/// <summary>Every item is computed once, whoever does it, and a failure is told and does no harm.</summary>
public class WorkerTeamTests
{
    /// <summary>Of each test: others take the shared one at any time, and what its start gets wrong is seen where it is new.</summary>
    private readonly WorkerTeam team = new(workers: 3);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 1)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(1000, 64)]
    public void Every_item_is_computed_once(int count, int threads)
    {
        for (int turn = 0; turn < 20; turn++)
        {
            var times = new int[count];
            team.Run(new Items(item => Interlocked.Increment(ref times[item])), count, threads);
            Assert.All(times, n => Assert.Equal(1, n));
        }
    }

    [Fact]
    public void One_thread_computes_in_order_by_itself()
    {
        var order = new List<int>();
        int me = Environment.CurrentManagedThreadId;
        team.Run(new Items(item =>
        {
            Assert.Equal(me, Environment.CurrentManagedThreadId);
            order.Add(item);
            // Long enough for a thread that was woken to take an item.
            Thread.SpinWait(20_000);
        }), 50, threads: 1);
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    /// <summary>Each of two waits for the other: one alone would never end.</summary>
    [Fact]
    public void Two_threads_are_at_work_at_the_same_time()
    {
        using var both = new Barrier(2);
        // Twice, since the second call takes the team that the first has left.
        for (int turn = 0; turn < 2; turn++) team.Run(new Items(_ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(20)))), 2, threads: 2);
        Assert.Equal(2, both.CurrentPhaseNumber);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_is_told_and_the_team_goes_on(bool ofTheCaller)
    {
        int caller = Environment.CurrentManagedThreadId;
        bool otherIsDone = false;
        using var both = new Barrier(2);
        var error = Record.Exception(() => team.Run(new Items(_ =>
        {
            Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(20)));
            if (Environment.CurrentManagedThreadId == caller == ofTheCaller) throw new InvalidDataException("item");
            Thread.SpinWait(1_000_000);
            otherIsDone = true;
        }), 2, threads: 2));
        // Whoever fails, nobody is at work when that is told.
        Assert.True(otherIsDone);
        if (ofTheCaller) Assert.IsType<InvalidDataException>(error);
        else
        {
            Assert.Equal("a worker failed: item", Assert.IsType<InvalidOperationException>(error).Message);
            Assert.IsType<InvalidDataException>(error.InnerException);
        }
        Every_item_is_computed_once(100, 2);
    }

    [Fact]
    public void A_call_within_a_call_computes_by_itself()
    {
        int inner = 0;
        team.Run(new Items(_ => team.Run(new Items(_ => Interlocked.Increment(ref inner)), 10, threads: 2)), 10, threads: 2);
        Assert.Equal(100, inner);
    }

    private sealed class Items(Action<int> compute) : IParallelWork
    {
        public void Compute(int item) => compute(item);
    }
}
