using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class ReceptiveFieldTests
{
    [Fact]
    public void Two_kernels_of_3_see_5_and_of_2_see_3()
    {
        Assert.Equal(new ReceptiveField(5, 1, 0), ReceptiveField.Of([new(9, 3), new(7, 3)]));
        Assert.Equal(new ReceptiveField(3, 1, 0), ReceptiveField.Of([new(3, 2), new(2, 2)]));
        Assert.Equal(new ReceptiveField(1, 1, 0), ReceptiveField.Of([]));
    }

    [Fact]
    public void Strides_multiply_and_pads_move_the_start()
    {
        // Kernel 7, stride 2, pad 3, then kernel 3, stride 2, pad 1: r = 1 + 6 + 2·2, j = 4, start = −3 − 2.
        SpatialAxis first = new(224, 7, Stride: 2, PadBefore: 3, PadAfter: 3), second = new(112, 3, 2, 1, 1, 1);
        Assert.Equal(new ReceptiveField(11, 4, -5), ReceptiveField.Of([first, second]));
        Assert.Equal([0, 1, 2, 3, 4, 5], ReceptiveField.InputsOf([first, second], 0));
    }

    [Fact]
    public void A_dilated_kernel_leaves_holes() =>
        Assert.Equal([2, 4, 6], ReceptiveField.InputsOf([new(9, 3, Dilation: 2)], 2));

    [Fact]
    public void Padding_between_layers_depends_on_nothing()
    {
        // Element 0 of the second layer meets elements −1, 0 and 1 of the first, and −1 is padding there.
        Assert.Equal([0, 1, 2, 3], ReceptiveField.InputsOf([new(8, 3), new(6, 3, 1, 1, 1, 1)], 0));
    }

    [Property(MaxTest = 60)]
    public void The_inputs_are_exactly_those_that_change_the_output(int seed)
    {
        var samples = new FormSamples(seed);
        List<SpatialAxis> layers = Stack(samples);
        long size = layers[0].Size, outputs = layers[^1].Output;
        ReceptiveField field = ReceptiveField.Of(layers);
        var changed = new List<long>[outputs];
        for (int i = 0; i < outputs; i++) changed[i] = [];
        // Kernels of ones: what grows at all is what depends, since nothing can cancel.
        for (long x = 0; x < size; x++)
        {
            var line = new long[size];
            line[x] = 1;
            foreach (SpatialAxis layer in layers)
            {
                line = NaiveConvolutionTests.Convolve(
                    new ConvolutionProblem(1, 1, 1, [layer]), line, [.. Enumerable.Repeat(1L, (int)layer.Kernel)], []);
            }
            for (int i = 0; i < outputs; i++)
            {
                if (line[i] > 0) changed[i].Add(x);
            }
        }
        for (int i = 0; i < outputs; i++)
        {
            Assert.Equal([.. changed[i]], ReceptiveField.InputsOf(layers, i));
            long first = field.Start + i * field.Stride;
            Assert.All(changed[i], x => Assert.InRange(x, first, first + field.Size - 1));
        }
    }

    private static List<SpatialAxis> Stack(FormSamples samples)
    {
        List<SpatialAxis> layers = [];
        long size = samples.Integer(8, 16);
        for (int layer = samples.Integer(1, 3); layer > 0; layer--)
        {
            var axis = new SpatialAxis(size, samples.Integer(1, 3), samples.Integer(1, 2), samples.Integer(1, 2),
                samples.Integer(-1, 2), samples.Integer(0, 2));
            if (axis.PaddedSize < axis.Span) break;
            layers.Add(axis);
            size = axis.Output;
        }
        return layers.Count > 0 ? layers : [new SpatialAxis(8, 3)];
    }
}
