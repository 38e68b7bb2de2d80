using ProtoBuf;

namespace Conformance.Onnx;

/// <summary>Reads and writes messages of the ONNX format.</summary>
public static class OnnxFile
{
    /// <summary>Reads a model or a tensor.</summary>
    /// <typeparam name="T">The message, such as <see cref="ModelProto"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is not such a message; the error names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Read<T>(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Serializer.Deserialize<T>(stream);
        }
        catch (Exception e) when (e is ProtoException or EndOfStreamException or OverflowException
            or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: truncated or not an ONNX {typeof(T).Name}: {e.Message}", e);
        }
    }

    /// <summary>A message as bytes.</summary>
    public static byte[] ToBytes<T>(T message)
    {
        using var stream = new MemoryStream();
        Serializer.Serialize(stream, message);
        return stream.ToArray();
    }
}
