namespace Conformance.Optimized.Threads;

/// <summary>Something that falls into items which can be computed in any order and at the same time.</summary>
internal interface IParallelWork
{
    /// <summary>Computes one item.</summary>
    void Compute(int item);
}

/// <summary>
/// Threads that wait for work. Handing it out allocates nothing. Only one caller at a time has the team; another one,
/// meanwhile, computes its items by itself.
/// </summary>
internal sealed class WorkerTeam
{
    /// <summary>How often a worker looks for new work before it sleeps: convolutions come in rows, and waking costs more
    /// than most layers have to give away.</summary>
    private const int SpinsBeforeSleep = 2000;

    /// <summary>The distance of two counters: a cache line each, since every thread counts its own.</summary>
    private const int Apart = 16;

    private readonly Lock taken = new();
    private readonly ManualResetEventSlim[] wake;
    private IParallelWork? work;
    private Exception? failure;
    private readonly int[] next;
    private int items, members, busy;

    /// <param name="workers">How many threads beside the caller.</param>
    internal WorkerTeam(int workers)
    {
        wake = new ManualResetEventSlim[workers];
        next = new int[(workers + 2) * Apart];
        for (int i = 0; i < workers; i++)
        {
            wake[i] = new ManualResetEventSlim(false, SpinsBeforeSleep);
            int member = i + 1;
            new Thread(() => Serve(member)) { IsBackground = true, Name = $"convolution worker {i + 1}" }.Start();
        }
    }

    /// <summary>The team of this process: with its caller, as many threads as there are processors.</summary>
    public static WorkerTeam Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>Computes items 0 … count − 1 with at most so many threads, the caller among them.</summary>
    public void Run(IParallelWork parallel, int count, int threads)
    {
        int helpers = Math.Min(Math.Min(threads, count) - 1, wake.Length);
        // A lock lets its holder in again: a call within an item has no team.
        if (helpers <= 0 || taken.IsHeldByCurrentThread || !taken.TryEnter())
        {
            for (int item = 0; item < count; item++) parallel.Compute(item);
            return;
        }
        try
        {
            (work, items, members, busy, failure) = (parallel, count, helpers + 1, helpers, null);
            for (int member = 0; member <= helpers; member++) next[Counter(member)] = First(member);
            for (int i = 0; i < helpers; i++) wake[i].Set();
            // Where an item of the caller throws too: who is still at work counts by the numbers that the next call sets.
            try { ComputeItems(member: 0); }
            finally { Wait(); }
            if (failure is not null) throw new InvalidOperationException($"a worker failed: {failure.Message}", failure);
        }
        finally
        {
            work = null;
            taken.Exit();
        }
    }

    private void Wait()
    {
        var spinner = new SpinWait();
        while (Volatile.Read(ref busy) > 0) spinner.SpinOnce(sleep1Threshold: -1);
    }

    private static int Counter(int member) => (member + 1) * Apart;

    private int First(int member) => (int)((long)items * member / members);

    private void Serve(int member)
    {
        ManualResetEventSlim mine = wake[member - 1];
        while (true)
        {
            mine.Wait();
            mine.Reset();
            try { ComputeItems(member); }
            catch (Exception e) when (Keep(e)) { }
            Interlocked.Decrement(ref busy);
        }
    }

    private bool Keep(Exception e)
    {
        failure = e;
        return true;
    }

    /// <summary>Each thread has items of its own, the same in each call, so that what it wrote and read is still in its caches; who is done helps the others.</summary>
    private void ComputeItems(int member)
    {
        IParallelWork mine = work!;
        for (int i = 0; i < members; i++)
        {
            int whose = (member + i) % members, end = First(whose + 1);
            for (int item; (item = Interlocked.Increment(ref next[Counter(whose)]) - 1) < end;) mine.Compute(item);
        }
    }
}
