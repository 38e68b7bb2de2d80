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

    private readonly Lock taken = new();
    private readonly ManualResetEventSlim[] wake;
    private IParallelWork? work;
    private Exception? failure;
    private int items, next, busy;

    private WorkerTeam(int workers)
    {
        wake = new ManualResetEventSlim[workers];
        for (int i = 0; i < workers; i++)
        {
            wake[i] = new ManualResetEventSlim(false, SpinsBeforeSleep);
            ManualResetEventSlim mine = wake[i];
            new Thread(() => Serve(mine)) { IsBackground = true, Name = $"convolution worker {i + 1}" }.Start();
        }
    }

    /// <summary>The team of this process: with its caller, as many threads as there are processors.</summary>
    public static WorkerTeam Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>Computes items 0 … count − 1 with at most so many threads, the caller among them.</summary>
    public void Run(IParallelWork parallel, int count, int threads)
    {
        int helpers = Math.Min(Math.Min(threads, count) - 1, wake.Length);
        if (helpers <= 0 || !taken.TryEnter())
        {
            for (int item = 0; item < count; item++) parallel.Compute(item);
            return;
        }
        try
        {
            (work, items, next, busy, failure) = (parallel, count, 0, helpers, null);
            for (int i = 0; i < helpers; i++) wake[i].Set();
            ComputeItems();
            var spinner = new SpinWait();
            while (Volatile.Read(ref busy) > 0) spinner.SpinOnce(sleep1Threshold: -1);
            if (failure is not null) throw new InvalidOperationException($"a worker failed: {failure.Message}", failure);
        }
        finally
        {
            work = null;
            taken.Exit();
        }
    }

    private void Serve(ManualResetEventSlim mine)
    {
        while (true)
        {
            mine.Wait();
            mine.Reset();
            try { ComputeItems(); }
            catch (Exception e) when (Keep(e)) { }
            Interlocked.Decrement(ref busy);
        }
    }

    private bool Keep(Exception e)
    {
        failure = e;
        return true;
    }

    private void ComputeItems()
    {
        IParallelWork mine = work!;
        for (int item; (item = Interlocked.Increment(ref next) - 1) < items;) mine.Compute(item);
    }
}
