using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Conformance.Bench.Peers.Fftw;

/// <summary>A real plane, its spectrum, the plane that comes back, and the plans between them, on one thread.</summary>
internal sealed unsafe class TransformPair : IDisposable
{
    private const nuint CacheLine = 64;
    private readonly nint forward, back;
    private readonly float* from, spectrum, to;

    private TransformPair(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        from = Allocate(PlaneLength);
        spectrum = Allocate(SpectrumLength);
        to = Allocate(PlaneLength);
        // Planning tries the memory out, so it comes before there is anything in it.
        forward = FftwLibrary.PlanForward(rows, columns, from, spectrum, FftwLibrary.Measure);
        back = FftwLibrary.PlanBack(rows, columns, spectrum, to, FftwLibrary.Measure);
        From.Clear();
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>What is transformed; it stays as it is.</summary>
    public Span<float> From => new(from, PlaneLength);

    /// <summary>Real and imaginary parts in turn.</summary>
    public Span<float> Spectrum => new(spectrum, SpectrumLength);

    /// <summary>What comes back.</summary>
    public Span<float> To => new(to, PlaneLength);

    private int PlaneLength => checked(Rows * Columns);

    private int SpectrumLength => checked(Rows * (Columns / 2 + 1) * 2);

    /// <summary>Of a few good sizes, the one whose way there and back is the fastest.</summary>
    public static TransformPair Fastest(long minimumRows, long minimumColumns)
    {
        const int Tried = 3;
        TransformPair? best = null;
        TimeSpan least = TimeSpan.MaxValue;
        foreach ((int rows, int columns) in TransformSize.Candidates(minimumRows, Tried).Zip(TransformSize.Candidates(minimumColumns, Tried)))
        {
            TransformPair pair = new(rows, columns);
            TimeSpan time = pair.Time();
            (TransformPair? loser, best, least) = time < least ? (best, pair, time) : (pair, best, least);
            loser?.Dispose();
        }
        return best!;
    }

    public void Forward() => FftwLibrary.Execute(forward);

    public void Back() => FftwLibrary.Execute(back);

    public void Dispose()
    {
        FftwLibrary.Destroy(forward);
        FftwLibrary.Destroy(back);
        foreach (nint memory in new[] { (nint)from, (nint)spectrum, (nint)to }) NativeMemory.AlignedFree((void*)memory);
    }

    private static float* Allocate(int count) => (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);

    private TimeSpan Time()
    {
        TimeSpan least = TimeSpan.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            Forward();
            Back();
            if (clock.Elapsed < least) least = clock.Elapsed;
        }
        return least;
    }
}
