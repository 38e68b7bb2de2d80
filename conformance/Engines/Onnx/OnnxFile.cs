using Conformance.Onnx.Schema;
using ProtoBuf;

namespace Conformance.Onnx;

/// <summary>
/// Reads and writes the files of ONNX. Whatever is wrong with the bytes, the error is the same and names the file.
/// </summary>
public static class OnnxFile
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, malformed or holds no graph.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelProto ReadModel(string path) => ReadModel(File.ReadAllBytes(path), path);

    /// <summary>Reads a model.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">The bytes are truncated, malformed or hold no graph.</exception>
    public static ModelProto ReadModel(ReadOnlyMemory<byte> bytes, string name)
    {
        ModelProto model = Read<ModelProto>(bytes, name);
        return model.Graph is null ? throw new InvalidDataException($"{name}: not a model: it holds no graph") : model;
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">The stream, which is read to its end.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">The stream is truncated, malformed or holds no graph.</exception>
    public static ModelProto ReadModel(Stream stream, string name) => ReadModel(Drain(stream), name);

    /// <summary>Reads a tensor, such as an input of a test.</summary>
    /// <exception cref="InvalidDataException">The file is truncated or malformed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorProto ReadTensor(string path) => ReadTensor(File.ReadAllBytes(path), path);

    /// <summary>Reads a tensor.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">The bytes are truncated or malformed.</exception>
    public static TensorProto ReadTensor(ReadOnlyMemory<byte> bytes, string name)
    {
        TensorProto tensor = Read<TensorProto>(bytes, name);
        return tensor.DataType == TensorType.Undefined
            ? throw new InvalidDataException($"{name}: not a tensor: it holds no element type")
            : tensor;
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="stream">The stream, which is read to its end.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">The stream is truncated or malformed.</exception>
    public static TensorProto ReadTensor(Stream stream, string name) => ReadTensor(Drain(stream), name);

    /// <summary>The bytes of a model's file.</summary>
    public static byte[] Write(ModelProto model) => Serialize(model);

    /// <summary>The bytes of a tensor's file.</summary>
    public static byte[] Write(TensorProto tensor) => Serialize(tensor);

    /// <summary>Reads the operators' names and nothing else.</summary>
    internal static GraphOutline ReadOutline(string path)
    {
        // From the file and not from memory: a model that is turned away may be larger than memory should hold.
        using FileStream file = File.OpenRead(path);
        ModelOutline outline = Guard(path, () => Serializer.Deserialize<ModelOutline>(file));
        return outline.Graph ?? throw new InvalidDataException($"{path}: not a model: it holds no graph");
    }

    private static T Read<T>(ReadOnlyMemory<byte> bytes, string name) =>
        Guard(name, () => Serializer.Deserialize<T>(bytes));

    /// <summary>Malformed bytes reach the reader as many kinds of exception; all of them mean the same to a caller.</summary>
    private static T Guard<T>(string name, Func<T> read)
    {
        try { return read(); }
        catch (Exception e) when (
            e is ProtoException or EndOfStreamException or OverflowException or ArgumentException
                or InvalidOperationException or FormatException or OutOfMemoryException or NotSupportedException)
        {
            string what = e is EndOfStreamException ? "the file ends early" : e.Message.ReplaceLineEndings(" ");
            throw new InvalidDataException($"{name}: not readable as ONNX: {what}", e);
        }
    }

    private static byte[] Drain(Stream stream)
    {
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static byte[] Serialize<T>(T value)
    {
        using MemoryStream memory = new();
        Serializer.Serialize(memory, value);
        return memory.ToArray();
    }
}
