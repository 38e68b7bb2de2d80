using System.Collections.Immutable;
using System.Numerics;
using Conformance.Catalog;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Tensors that do not lie one element after the other. What lies between their elements is not a number, and stays.</summary>
public class LayoutTests
{
    private static readonly string[] Lines =
    [
        "bias mb2ic5ih6iw7oc20kh3kw3ph1pw1", "bias g2mb2ic6ih5iw8oc18kh1kw1", "mb1ic20ih7iw7oc9kh1kw1", "g3mb2ic6ih7iw5oc6kh3kw2sh2sw2ph1pw1", "strict g4mb1ic4ih9iw18oc8kh3kw3ph1pw1",
        "mb2ic4iw21oc6kw3pw1", "bias mb1ic2id3ih4iw5oc9kd2kh3kw2pd1ph1", "bias g6mb1ic6ih9iw20oc6kh3kw3ph1pw1", "mb1ic3ih20iw24oc9kh5kw5ph2pw2", "mb1ic3ih12iw24oc34kh1kw1",
        "bias g6mb1ic6ih11iw21oc6kh3kw3sh2sw2ph1pw1", "mb1ic2ih4iw1oc3kh1kw1", "mb1ic2ih1iw5oc3kh1kw1", "bias mb2ic3ih13iw15oc9kh7kw7sh2sw2ph3pw3",
    ];

    public static TheoryData<string, string> NamesAndLayouts()
    {
        var data = new TheoryData<string, string>();
        foreach (string name in Kernels.Names.Concat(Kernels.NormwiseNames))
            foreach (string layout in new[] { "channels last", "gaps", "wide rows", "planes apart", "columns apart", "turned" }) data.Add(name, layout);
        return data;
    }

    [Theory]
    [MemberData(nameof(NamesAndLayouts))]
    public void Inputs_outputs_weights_and_biases_may_lie_anyhow(string name, string layout) =>
        Check(Kernels.Create<float>(name, threads: 1), name, layout, AccuracyOf.Kernel(name));

    /// <summary>Which is made float and back row by row, or all at once where it lies so.</summary>
    [Theory]
    [InlineData("channels last")]
    [InlineData("gaps")]
    [InlineData("wide rows")]
    [InlineData("planes apart")]
    [InlineData("columns apart")]
    [InlineData("turned")]
    public void So_may_those_in_half(string layout) => Check(Kernels.CreateHalf("auto"), "auto in half", layout, AccuracyClass.SummedInFloat);

    private static void Check<T>(IConvolution<T> kernel, string name, string layout, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int computed = 0;
        foreach (string line in Lines)
        {
            CaseData<T> data = DrawnOnce.Exact<T>(line);
            ConvolutionProblem p = data.Problem;
            if (!kernel.Supports(p).IsSupported) continue;
            foreach (bool isInput in new[] { true, false })
            {
                // One of the two at a time: kernels have ways for each.
                string ofInput = isInput ? layout : "dense", ofOutput = isInput ? "dense" : layout;
                using var x = Laid(data.Input, p.InputShape, ofInput);
                using var y = Laid<T>(null, p.OutputShape, ofOutput);
                using var w = Laid(data.Weight, p.WeightShape, ofOutput);
                using var b = Laid(data.Bias, p.BiasShape, isInput ? "dense" : "gaps");
                kernel.Convolve(p, x.View, w.View, b.View, y.View);
                Assert.True(Comparison.Find<T>(data, y.ToDense(), accuracy) is not { } wrong, $"{name} on {line}: input {ofInput}, output {ofOutput}");
                Assert.True(y.GapsAreUntouched(), $"{name} on {line}: writes beside the elements of an output that lies {ofOutput}");
            }
            computed++;
        }
        Assert.True(computed > 0, $"{name} supports none of them");
    }

    private static TensorBuffer<T> Laid<T>(T[]? elements, ImmutableArray<nint> shape, string layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rank = shape.Length;
        int[] outermostFirst = [.. Enumerable.Range(0, rank)];
        IEnumerable<int> innermostFirst = layout switch
        {
            "channels last" when rank > 2 => [1, .. outermostFirst.Where(axis => axis != 1).Reverse()],
            "turned" => outermostFirst,
            _ => outermostFirst.Reverse(),
        };
        var strides = new nint[rank];
        nint next = layout is "columns apart" or "gaps" ? 3 : 1;
        foreach (int axis in innermostFirst)
        {
            strides[axis] = next;
            next *= Math.Max(shape[axis], 1);
            if (layout == "gaps" || layout == "wide rows" && axis == rank - 1 || layout == "planes apart" && axis == 2) next += 5;
        }
        return new TensorBuffer<T>(shape.AsSpan(), strides, elements);
    }
}
