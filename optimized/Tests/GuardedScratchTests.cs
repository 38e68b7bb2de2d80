using System.Numerics;
using System.Runtime.InteropServices;
using Conformance.Optimized;
using Conformance.Optimized.Threads;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Memory;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What kernels keep for themselves, packed weights and memory of threads, ends or begins at an inaccessible page too, is no larger than they
/// asked for, and what threads have holds no numbers at first.</summary>
public class GuardedScratchTests
{
    private static readonly string[] Lines =
    [
        // Whole blocks of panels, of whole blocks of depth, one of which ends amid the channels of a tap; rows along one axis, and with strides that differ.
        "mb1ic256ih18iw15oc9kh3kw1", "bias g9mb2ic9iw150oc9kw3pw1", "g7mb1ic7ih20iw40oc7kh3kw3sw2ph1pw1",
        // Pads of several registers, where columns are dealt out; four and five taps.
        "mb1ic2ih20iw60oc8kh3kw3sh2sw2ph1pw40", "bias mb1ic3ih9iw10oc5kh4kw4ph1pw2", "bias mb2ic3ih11iw9oc5kh5kw5ph2pw2",
        "bias mb1ic45ih3iw4oc19kh3kw3ph1pw1", "bias g2mb2ic20ih7iw9oc38kh2kw2", "mb1ic400ih2iw3oc9kh1kw1", "bias mb1ic3ih5iw5oc34kh1kw1", "mb1ic2ih11iw50oc9kh3kw3ph1pw1",
        "mb1ic600ih1iw7oc5kh1kw1", "mb1ic7ih14iw7oc33kh1kw1", "mb1ic4ih9iw9oc20kh1kw1sh2sw2ph1", "bias mb1ic3ih23iw21oc18kh5kw5sh2sw2ph2pw2", "mb2ic3ih13iw15oc9kh7kw7sh2sw2ph3pw3",
        "g6mb2ic6ih9iw18oc6kh3kw3ph1pw1", "bias g3mb1ic3ih11iw37oc3kh3kw3sh2sw2ph1pw1", "g5mb1ic5ih9iw40oc10kh5kw3ph2pw1", "bias mb1ic3ih12iw20oc8kh3kw3ph1pw1", "g2mb1ic6ih10iw33oc16kh3kw3ph1pw1",
        "bias mb1ic4iw50oc9kw5pw2", "strict mb1ic3id3ih4iw5oc9kd2kh3kw2pd1ph1", "mb1ic3ih13iw14oc9kh3kw3dh1dw2ph2pw3", "mb1ic2ih9iw16oc9kh3kw3ph-1pw2qh2qw-3", "mb1ic1ih12iw40oc2kh9kw9ph4pw4",
        "mb1ic6ih30iw30oc40kh3kw3ph1pw1", "bias mb1ic1ih3iw4oc5kh2kw2", "mb2ic3ih0iw9oc8kh3kw3ph2pw1", "g4mb1ic4ih70iw60oc4kh3kw3ph1pw1", "mb1ic20ih66iw50oc5kh3kw3ph1pw1",
        // Transformed weights beyond a second-level cache.
        "mb1ic90ih5iw5oc90kh3kw3ph1pw1",
    ];

    /// <summary>Those that compute by way of references; the others go by spans, which watch themselves.</summary>
    public static TheoryData<string> Names => [.. Kernels.Names.Concat(Kernels.NormwiseNames).Where(name => name is not ("direct" or "primitives"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_touched_beyond_it_in_float(string name) => Check(name, threads => Kernels.Create<float>(name, threads), Lines);

    /// <summary>The same code, with registers of half as many: some of the layers.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_touched_beyond_it_in_double(string name) => Check(name, threads => Kernels.Create<double>(name, threads), [.. Lines.Where((_, i) => i % 3 == 0), .. Lines[^4..^2]]);

    public static TheoryData<VectorWidth> Widths => [.. Machine.Widths];

    /// <summary>Where the machine would read in place.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Nothing_is_touched_beyond_copies_for_windows(VectorWidth width) =>
        Check($"windows-{width.Bits()}", threads => new DirectWindows<float>(width, threads, copies: true), Lines);

    private static void Check<T>(string name, Func<int, IConvolution<T>> create, string[] lines) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int computed = 0;
        // Where there are two threads, the memory that they share is the caller's.
        foreach ((int threads, bool atEnd) in new[] { (1, true), (1, false), (2, true), (2, false) })
        {
            IConvolution<T> kernel = create(threads);
            foreach (string line in lines)
            {
                CaseData<T> data = DrawnOnce.Exact<T>(line);
                if (!kernel.Supports(data.Problem).IsSupported || DrawnOnce.IsLong(name, data.Problem)) continue;
                using var memory = new GuardedSource(atEnd);
                Verdict verdict = CaseRunner.Run(kernel, data, AccuracyOf.Kernel(name));
                Assert.True(verdict.Kind == VerdictKind.Passed, $"{name} on {line} with {threads} threads: {verdict.Reason}");
                computed++;
            }
        }
        Assert.True(computed > 0, $"{name} supports none of them");
    }

    /// <summary>This thread's memory, for the time that it lives.</summary>
    private sealed unsafe class GuardedSource : IDisposable
    {
        private const int CacheLine = 64;

        private readonly List<GuardedMemory<float>> taken = [];

        public GuardedSource(bool atEnd) => MemorySource.OfThisThread = (bytes, isZero) =>
        {
            var values = new float[(bytes + CacheLine - 1) / CacheLine * (CacheLine / sizeof(float))];
            // All bits set is not a number in double either.
            if (!isZero) MemoryMarshal.AsBytes(values.AsSpan()).Fill(byte.MaxValue);
            taken.Add(new GuardedMemory<float>(values, atEnd));
            return (nint)taken[^1].Data;
        };

        public void Dispose()
        {
            MemorySource.OfThisThread = null;
            foreach (GuardedMemory<float> memory in taken) memory.Dispose();
        }
    }
}
