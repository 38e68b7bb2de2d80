using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Memory;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Every kernel at every size around its registers, with all tensors beside inaccessible pages: a stray read or
/// write ends the process.</summary>
public class GuardedKernelTests
{
    public static TheoryData<string> Names => [.. Kernels.Names, .. Kernels.NormwiseNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_is_right_in_float(string name) => CheckSizes(Kernels.Create<float>(name, threads: 1), AccuracyOf.Kernel(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_is_right_in_double(string name) => CheckSizes(Kernels.Create<double>(name, threads: 1), AccuracyOf.Kernel(name));

    [Fact]
    public void Every_size_is_right_in_half() => CheckSizes(Kernels.CreateHalf("auto", threads: 1), AccuracyClass.SummedInFloat);

    public static TheoryData<VectorWidth> Widths => [.. Machine.Widths];

    /// <summary>A machine takes one of them by itself.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Pointwise_in_place_and_from_packed_panels_is_right(VectorWidth width)
    {
        foreach (bool inPlace in new[] { true, false })
        {
            var kernel = new PointwiseGemm<float>(width, threads: 1, inPlace);
            CheckSizes(kernel, AccuracyClass.Componentwise);
            // Several panels, the last one narrower, more than one block of them and of depth.
            foreach (string line in new[] { "mb1ic400ih17iw19oc40kh1kw1", "bias g2mb2ic40ih19iw27oc50kh1kw1" })
                Assert.Equal(1, Check(kernel, AccuracyClass.Componentwise, ConvolutionProblem.Parse(line)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Windows_that_ask_for_the_next_band_are_right(VectorWidth width)
    {
        foreach (bool copies in new[] { true, false })
        {
            var kernel = new DirectWindows<float>(width, threads: 1, asksAhead: true, copies);
            // Several bands: more tiles than channels, and fewer.
            foreach (string line in new[] { "mb2ic40ih60iw40oc34kh3kw3ph1pw1", "bias mb1ic300ih30iw14oc32kh3kw2ph1", "mb1ic200ih40iw17oc8kh3kw3sh2sw2ph1pw1", "mb2ic3ih0iw9oc8kh3kw3ph2pw1" })
                Assert.Equal(1, Check(kernel, AccuracyClass.Componentwise, ConvolutionProblem.Parse(line)));
        }
    }

    /// <summary>A machine takes one of them by itself, which is tested at every size beside all other kernels.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Windows_of_copies_and_in_place_are_right(VectorWidth width)
    {
        foreach (bool copies in new[] { true, false })
        {
            var kernel = new DirectWindows<float>(width, threads: 1, copies: copies);
            if (copies == Machine.ReadsRowsInPlace) CheckSizes(kernel, AccuracyClass.Componentwise);
            // Rows of one segment, of two, and of three, whose pairs lie in two rows; the same filters in two groups.
            foreach (string line in new[] { "bias mb1ic9ih7iw7oc40kh3kw3ph1pw1", "g2mb2ic6ih14iw14oc70kh5kw5ph2pw2", "mb1ic5ih9iw19oc33kh3kw3dh1dw1ph2pw2", "mb1ic4ih6iw3oc34kh3kw3ph1pw1" })
                Assert.Equal(1, Check(kernel, AccuracyClass.Componentwise, ConvolutionProblem.Parse(line)));
        }
    }

    /// <summary>1×1 on a line is cut into pairs of segments and shares of the panels: odd numbers of both.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Windows_of_one_element_are_right_on_any_number_of_threads(int threads)
    {
        foreach (VectorWidth width in Machine.Widths)
        {
            var kernel = new DirectWindows<float>(width, threads);
            foreach (string line in new[] { "mb1ic20ih7iw7oc70kh1kw1", "bias mb3ic9ih5iw9oc40kh1kw1", "g2mb2ic6ih11iw13oc66kh1kw1" })
                Assert.Equal(1, Check(kernel, AccuracyClass.Componentwise, ConvolutionProblem.Parse(line)));
        }
    }

    /// <summary>Where all rows of an image lie alike, panels begin at whole registers, and the first positions go with the last ones.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public unsafe void Pointwise_in_place_is_right_wherever_the_image_begins(VectorWidth width)
    {
        var kernel = new PointwiseGemm<float>(width, threads: 2, inPlace: true);
        // One register and less than a panel; whole panels; blocks of them, a product in two parts, groups, a bias.
        foreach (string line in new[] { "mb2ic3ih4iw4oc9kh1kw1", "mb1ic5ih12iw8oc8kh1kw1", "bias mb1ic400ih16iw17oc10kh1kw1", "bias g2mb2ic6ih24iw28oc18kh1kw1", "mb1ic1ih4iw12oc4kh1kw1" })
        {
            var problem = ConvolutionProblem.Parse(line);
            var data = CaseData<float>.Draw(problem, FillKind.Exact, seed: 5);
            for (int beyond = 0; beyond < 17; beyond++)
            {
                using var x = new GuardedMemory<float>([.. data.Input, .. new float[beyond]], atEnd: true);
                using var w = new GuardedMemory<float>(data.Weight, atEnd: true);
                using var b = new GuardedMemory<float>(data.Bias, atEnd: true);
                var unwritten = new float[data.Expected.Count + 16 - beyond];
                Array.Fill(unwritten, float.NaN);
                using var y = new GuardedMemory<float>(unwritten, atEnd: true);
                int count = data.Expected.Count;
                kernel.Convolve(problem, new(x.Data, data.Input.Length, problem.InputShape.ToArray()), View(w, problem.WeightShape), View(b, problem.BiasShape),
                    new TensorSpan<float>(y.Data, count, problem.OutputShape.AsSpan()));
                Assert.True(Comparison.Find<float>(data, y.Span[..count], AccuracyClass.Componentwise) is not { } wrong, $"{kernel.Name} on {problem}, {beyond} elements from the end");
                Assert.All(y.Span[count..].ToArray(), value => Assert.Equal(float.NaN, value));
            }
        }
    }

    /// <summary>All but those for small images and small problems.</summary>
    public static TheoryData<string> WideNames => [.. Kernels.Names.Concat(Kernels.NormwiseNames).Where(name => name != "terms" && !name.StartsWith("positions", StringComparison.Ordinal))];

    /// <summary>More tiles than a block holds, and rows of more tiles than two registers.</summary>
    [Theory]
    [MemberData(nameof(WideNames))]
    public void Wide_images_are_right(string name)
    {
        IConvolution<float> kernel = Kernels.Create<float>(name, threads: 1);
        int computed = 0;
        foreach (int width in new[] { 66, 81, 124, 131, 160, 290 })
        {
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 3, [new(13, 3, 1, 1, 1, 1), new(width, 3, 1, 1, 1, 1)]));
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 3, [new(13, 3, 1, 2, 2, 1), new(width, 3, 1, 2, 1, 3)]));
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 3, [new(13, 5, 1, 1, 2, 2), new(width, 5, 1, 1, 2, 2)]));
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 3, [new(25, 3, 2, 1, 1, 1), new(2 * width, 3, 2, 1, 1, 1)]));
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 3, [new(25, 7, 2, 1, 3, 3), new(2 * width + 1, 7, 2, 1, 3, 3)]));
            computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 2, 3, [new(5, 1), new(width, 1)]));
        }
        // The longest kernel that a Fourier transform takes, and one more.
        foreach (int span in new[] { 128, 129 }) computed += Check(kernel, AccuracyOf.Kernel(name), new(1, 1, 1, [new(2, 1), new(140, span, 1, 1, 10, 0)]));
        Assert.True(computed >= 3, $"{name} computed only {computed} problems");
    }

    private static void CheckSizes<T>(IConvolution<T> kernel, AccuracyClass accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Machine.Widest.Bits() / 8 / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        int computed = 0;
        for (int size = 0; size <= 2 * lanes + 3; size++)
        {
            int some = Math.Max(size, 1);
            computed += Check(kernel, accuracy, new(1, 2, 3, [new(4, 3, 1, 1, 1, 1), new(size, 3, 1, 1, 1, 2)]));
            computed += Check(kernel, accuracy, new(1, 2, 8, [new(size, 3, 1, 1, 2, 1), new(5, 2, 2, 1, 0, 1)]));
            computed += Check(kernel, accuracy, new(1, some, some, [new(5, 3, 1, 1, 1, 1), new(7, 3, 1, 1, 1, 1)], groups: some));
            computed += Check(kernel, accuracy, new(1, 2, some, [new(6, 3, 1, 1, 1, 1), new(size, 3, 1, 1, 1, 2)]));
            computed += Check(kernel, accuracy, new(1, some, 9, [new(3, 1), new(5, 1)], bias: true));
            computed += Check(kernel, accuracy, new(1, 5, 9, [new(3, 1), new(some, 1)]));
            computed += Check(kernel, accuracy, new(1, 4, some, [new(5, 1, 2, 1, 1, 0), new(size + 1, 1, 3, 1, 0, 2)]));
            computed += Check(kernel, accuracy, new(1, 3, some, [new(4, 2), new(6, 3, 2, 1, 1, 1)]));
            // Depthwise planes, the middle ones of which are read where they lie.
            computed += Check(kernel, accuracy, new(1, 6, 6, [new(9, 3, 1, 1, 1, 1), new(size + 1, 3, 1, 1, 1, 1)], groups: 6, bias: true));
            computed += Check(kernel, accuracy, new(1, 6, 6, [new(11, 3, 2, 1, 0, 2), new(2 * size + 1, 3, 2, 1, 2, 0)], groups: 6));
            computed += Check(kernel, accuracy, new(2, 3, 6, [new(13, 3, 1, 1, -1, 2), new(size + 2, 3, 1, 1, 2, -1)], groups: 3));
            computed += Check(kernel, accuracy, new(1, 1, 1, [new(7, 3, 2, 1, 1, 1), new(size + 2, 3, 2, 1, 1, 1)]));
            // Dilated kernels phase by phase, with pads that are no multiple of the dilation, and 5×5.
            computed += Check(kernel, accuracy, new(1, 2, 9, [new(9, 3, 1, 2, 1, 2), new(size + 2, 3, 1, 3, 2, 4)], bias: true));
            computed += Check(kernel, accuracy, new(1, 2, 9, [new(6, 5, 1, 1, 2, 1), new(size + 1, 5, 1, 1, 1, 3)]));
            // Strides part by part, with pads that are no multiple of the stride.
            computed += Check(kernel, accuracy, new(1, 2, 9, [new(11, 3, 2, 1, 0, 1), new(2 * size + 1, 3, 2, 1, 1, 2)], bias: true));
            computed += Check(kernel, accuracy, new(1, 2, 9, [new(9, 7, 2, 1, 3, 2), new(size + 2, 7, 2, 1, 2, 3)]));
            computed += Check(kernel, accuracy, new(1, 1, 3, [new(15, 11, 4, 1, 2, 1), new(size + 7, 11, 4, 1, 3, 2)]));
        }
        // What a kernel does not support is left out; one problem for each size is supported by all of them.
        Assert.True(computed >= 2 * lanes + 3, $"{kernel.Name} computed only {computed} problems");
    }

    /// <returns>1 where the kernel supports the problem, else 0.</returns>
    private static unsafe int Check<T>(IConvolution<T> kernel, AccuracyClass accuracy, ConvolutionProblem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!kernel.Supports(problem).IsSupported) return 0;
        CaseData<T> data = DrawnOnce.Exact<T>(problem);
        foreach (bool atEnd in new[] { true, false })
        {
            using var x = new GuardedMemory<T>(data.Input, atEnd);
            using var w = new GuardedMemory<T>(data.Weight, atEnd);
            using var b = new GuardedMemory<T>(data.Bias, atEnd);
            var unwritten = new T[data.Expected.Count];
            Array.Fill(unwritten, T.NaN);
            using var y = new GuardedMemory<T>(unwritten, atEnd);
            kernel.Convolve(problem, View(x, problem.InputShape), View(w, problem.WeightShape), View(b, problem.BiasShape),
                new TensorSpan<T>(y.Data, y.Count, problem.OutputShape.AsSpan()));
            Assert.True(Comparison.Find<T>(data, y.Span, accuracy) is not { } wrong, $"{kernel.Name} on {problem}");
        }
        return 1;
    }

    private static unsafe ReadOnlyTensorSpan<T> View<T>(GuardedMemory<T> memory, IReadOnlyList<nint> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(memory.Data, memory.Count, shape.ToArray());
}
