using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// Where an element of a late layer looks, on one axis: element i sees no input outside
/// Start + i·Stride … Start + i·Stride + Size − 1, which may reach into the padding. On several axes the field is the
/// product of the fields of the axes. Source: Zhang et al., Dive into Deep Learning, §7.2.6.
/// </summary>
/// <param name="Size">r, from the first to the last position seen, holes of dilation included.</param>
/// <param name="Stride">j, how far the field moves for one step of the output (its "jump").</param>
/// <param name="Start">Where the field of element 0 begins; negative inside the padding.</param>
public readonly record struct ReceptiveField(long Size, long Stride, long Start)
{
    /// <summary>
    /// Layer by layer from the field (1, 1, 0) of the input itself: r ← r + d(k − 1)·j, start ← start − p_before·j,
    /// j ← j·s.
    /// </summary>
    /// <param name="layers">One axis of each layer, the layer next to the input first.</param>
    /// <exception cref="ArgumentException">A layer's input is not the output of the layer before.</exception>
    /// <exception cref="OverflowException">The field does not fit in 64 bits.</exception>
    public static ReceptiveField Of(IReadOnlyList<SpatialAxis> layers)
    {
        RequireChain(layers);
        long size = 1, jump = 1, start = 0;
        foreach (SpatialAxis layer in layers)
        {
            checked
            {
                size += layer.Dilation * (layer.Kernel - 1) * jump;
                start -= layer.PadBefore * jump;
                jump *= layer.Stride;
            }
        }
        return new ReceptiveField(size, jump, start);
    }

    /// <summary>
    /// Exactly the input positions that element <paramref name="position"/> of the last layer depends on, in ascending
    /// order: from the last layer back, i needs every i·s − p + a·d that lies inside the layer's input. Padding, at the
    /// input or between layers, depends on nothing.
    /// </summary>
    /// <param name="layers">One axis of each layer, the layer next to the input first.</param>
    /// <param name="position">i.</param>
    /// <exception cref="ArgumentException">A layer's input is not the output of the layer before, or the position is
    /// not one of the output.</exception>
    public static long[] InputsOf(IReadOnlyList<SpatialAxis> layers, long position)
    {
        RequireChain(layers);
        if (layers.Count > 0)
        {
            long output = layers[^1].Output;
            Require.That(position >= 0 && position < output, nameof(position), position, $"must lie in [0, {output})");
        }
        SortedSet<long> needed = [position];
        for (int layer = layers.Count - 1; layer >= 0; layer--)
        {
            SpatialAxis axis = layers[layer];
            var inputs = new SortedSet<long>();
            foreach (long i in needed)
            {
                for (long a = 0; a < axis.Kernel; a++)
                {
                    long x = axis.InputAt(i, a);
                    if (x >= 0 && x < axis.Size) inputs.Add(x);
                }
            }
            needed = inputs;
        }
        return [.. needed];
    }

    private static void RequireChain(IReadOnlyList<SpatialAxis> layers)
    {
        for (int layer = 1; layer < layers.Count; layer++)
        {
            Require.That(layers[layer].Size == layers[layer - 1].Output, nameof(layers), layers[layer].Size,
                $"must have at layer {layer} the size {layers[layer - 1].Output} that the layer before puts out");
        }
    }
}
