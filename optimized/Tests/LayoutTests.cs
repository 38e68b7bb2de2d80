using System.Numerics.Tensors;
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
    public void Inputs_outputs_weights_and_biases_may_lie_anyhow(string name, string layout)
    {
        var kernel = Kernels.Create<float>(name, threads: 1);
        int computed = 0;
        foreach (string line in Lines)
        {
            CaseData<float> data = DrawnOnce.Exact(line);
            ConvolutionProblem p = data.Problem;
            if (!kernel.Supports(p).IsSupported) continue;
            foreach (bool isInput in new[] { true, false })
            {
                // One of the two at a time: kernels have ways for each.
                var x = new Laid(data.Input, Of(p.InputShape), isInput ? layout : "dense");
                var y = new Laid(new float[p.OutputCount], Of(p.OutputShape), isInput ? "dense" : layout);
                var w = new Laid(data.Weight, Of(p.WeightShape), isInput ? "dense" : layout);
                var b = new Laid(data.Bias, Of(p.BiasShape), isInput || !p.HasBias ? "dense" : "gaps");
                kernel.Convolve(p, x.Read, w.Read, b.Read, y.Write);
                Assert.True(Comparison.Find<float>(data, y.Elements(), AccuracyOf.Kernel(name)) is not { } wrong, $"{name} on {line}, {(isInput ? "input" : "output")}: {layout}");
                Assert.True(y.GapsAreUntouched(), $"{name} on {line}: writes between the elements of {layout}");
            }
            computed++;
        }
        Assert.True(computed > 0, $"{name} supports none of them");
    }

    private static int[] Of(IReadOnlyList<nint> shape) => [.. shape.Select(n => (int)n)];

    /// <summary>A tensor with strides of its own in memory that is not a number elsewhere.</summary>
    private sealed class Laid
    {
        private readonly float[] memory;
        private readonly nint[] lengths, strides;
        private readonly int[] places;

        public Laid(float[] elements, int[] shape, string layout)
        {
            int rank = shape.Length;
            lengths = [.. shape.Select(n => (nint)n)];
            strides = new nint[rank];
            int[] order = layout switch
            {
                // The axes, innermost first.
                "channels last" => [.. rank < 3 ? [rank - 1] : new[] { 1 }, .. Enumerable.Range(0, rank).Reverse().Where(axis => rank < 3 ? axis != rank - 1 : axis != 1)],
                "turned" => [.. Enumerable.Range(0, rank)],
                _ => [.. Enumerable.Range(0, rank).Reverse()],
            };
            nint next = layout is "columns apart" or "gaps" ? 3 : 1;
            foreach (int axis in order)
            {
                strides[axis] = next;
                next *= Math.Max(shape[axis], 1);
                if (layout == "gaps" || layout == "wide rows" && axis == rank - 1 || layout == "planes apart" && axis == 2 && rank > 2) next += 5;
            }
            // An axis of length 1 has no stride in System.Numerics.Tensors.
            for (int axis = 0; axis < rank; axis++) if (shape[axis] == 1) strides[axis] = 0;
            memory = new float[Math.Max(next, 1)];
            Array.Fill(memory, float.NaN);
            places = [.. Enumerable.Range(0, elements.Length).Select(Place)];
            for (int i = 0; i < places.Length; i++) memory[places[i]] = elements[i];
        }

        public ReadOnlyTensorSpan<float> Read => places.Length == 0 ? default : new(memory, 0, lengths, strides);

        public TensorSpan<float> Write => new(memory, 0, lengths, strides);

        public float[] Elements() => [.. places.Select(place => memory[place])];

        public bool GapsAreUntouched()
        {
            var taken = new HashSet<int>(places);
            return Enumerable.Range(0, memory.Length).All(i => taken.Contains(i) || float.IsNaN(memory[i]));
        }

        private int Place(int index)
        {
            nint place = 0;
            for (int axis = lengths.Length - 1; axis >= 0; axis--)
            {
                (index, int at) = Math.DivRem(index, (int)lengths[axis]);
                place += at * strides[axis];
            }
            return (int)place;
        }
    }
}
