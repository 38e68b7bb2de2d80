using System.Numerics;
using System.Runtime.InteropServices;

namespace Conformance.Onnx;

/// <summary>The elements of a tensor message.</summary>
public static class OnnxTensor
{
    /// <summary>Why the elements cannot be read here; null where they can.</summary>
    public static string? WhyUnreadable(this TensorProto tensor) => tensor.DataType switch
    {
        _ when tensor.DataLocation != 0 => "its data lies in another file",
        TensorType.Float32 or TensorType.Float64 or TensorType.Float16 => null,
        _ => $"element type is {tensor.DataType}",
    };

    /// <summary>The elements in row-major order, converted to a type that holds them all.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer elements than the shape says.</exception>
    public static T[] Elements<T>(this TensorProto tensor) where T : INumberBase<T>
    {
        T[] values = tensor.DataType switch
        {
            TensorType.Float32 when tensor.RawData.Length > 0 => Convert<float, T>(Raw<float>(tensor)),
            TensorType.Float64 when tensor.RawData.Length > 0 => Convert<double, T>(Raw<double>(tensor)),
            TensorType.Float16 when tensor.RawData.Length > 0 => Convert<Half, T>(Raw<Half>(tensor)),
            TensorType.Float32 => Convert<float, T>(tensor.FloatData),
            TensorType.Float64 => Convert<double, T>(tensor.DoubleData),
            // Halves without raw data lie bit by bit in the lower parts of integers.
            TensorType.Float16 => Convert<Half, T>([.. tensor.Int32Data.Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))]),
            _ => throw new InvalidDataException($"tensor \"{tensor.Name}\": {tensor.WhyUnreadable()}"),
        };
        long count = tensor.Dims.Aggregate(1L, (product, n) => checked(product * n));
        return values.Length == count
            ? values
            : throw new InvalidDataException(
                $"tensor \"{tensor.Name}\" of shape [{string.Join(", ", tensor.Dims)}] has {values.Length} elements");
    }

    /// <summary>A tensor message.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements in row-major order: float or double.</param>
    public static TensorProto Create<T>(string name, IEnumerable<nint> shape, ReadOnlySpan<T> values) where T : unmanaged => new()
    {
        Name = name,
        Dims = [.. shape.Select(n => (long)n)],
        DataType = TypeOf<T>(),
        RawData = LittleEndian(MemoryMarshal.AsBytes(values).ToArray(), Marshal.SizeOf<T>()),
    };

    /// <summary>ONNX's number for float or double.</summary>
    /// <exception cref="NotSupportedException">Another type.</exception>
    public static TensorType TypeOf<T>() =>
        typeof(T) == typeof(float) ? TensorType.Float32
        : typeof(T) == typeof(double) ? TensorType.Float64
        : throw new NotSupportedException($"{typeof(T).Name}: only float and double are written");

    private static TFrom[] Raw<TFrom>(TensorProto tensor) where TFrom : unmanaged
    {
        int size = Marshal.SizeOf<TFrom>();
        if (tensor.RawData.Length % size != 0)
            throw new InvalidDataException($"tensor \"{tensor.Name}\": {tensor.RawData.Length} bytes are no multiple of {size}");
        return MemoryMarshal.Cast<byte, TFrom>(LittleEndian([.. tensor.RawData], size)).ToArray();
    }

    private static T[] Convert<TFrom, T>(TFrom[] values) where TFrom : INumberBase<TFrom> where T : INumberBase<T> =>
        [.. values.Select(T.CreateChecked)];

    /// <summary>Raw data is little-endian on every machine.</summary>
    private static byte[] LittleEndian(byte[] bytes, int size)
    {
        if (!BitConverter.IsLittleEndian)
            for (int i = 0; i < bytes.Length; i += size) Array.Reverse(bytes, i, size);
        return bytes;
    }
}
