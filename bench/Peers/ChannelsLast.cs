using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Conformance.Bench.Peers;

/// <summary>The order N H W C of a tensor of four axes, in which the channels of a pixel stand side by side.</summary>
internal static class ChannelsLast
{
    /// <summary>The elements of a row-major tensor in that order.</summary>
    public static float[] Reorder(float[] values, ImmutableArray<nint> shape)
    {
        float[] target = new float[values.Length];
        new ReadOnlyTensorSpan<float>(values, shape.AsSpan()).CopyTo(new TensorSpan<float>(target, shape.AsSpan(), Strides(shape)));
        return target;
    }

    /// <summary>How far the next element of each axis N, C, H, W lies away; 0 where there is none, as TensorSpan wants it.</summary>
    public static nint[] Strides(ImmutableArray<nint> shape)
    {
        nint[] strides = [shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]];
        return [.. strides.Select((stride, axis) => shape[axis] == 1 ? 0 : stride)];
    }

    /// <summary>The same for row-major order, of any number of axes.</summary>
    public static nint[] PlainStrides(ImmutableArray<nint> shape)
    {
        nint[] strides = new nint[shape.Length];
        nint step = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }
}
