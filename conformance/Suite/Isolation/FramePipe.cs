using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conformance.Suite.Isolation;

/// <summary>Frames over two pipes: a line of JSON, then the bytes of tensors as the line announces them.</summary>
/// <param name="from">Where frames come from.</param>
/// <param name="to">Where they go.</param>
internal sealed class FramePipe(Stream from, Stream to)
{
    /// <summary>No line of the protocol is nearly as long: what is, is something else.</summary>
    private const int LongestLine = 1 << 16;

    private const int Shown = 60;

    private readonly byte[] buffer = new byte[LongestLine];
    private int start, end;

    /// <summary>Writes a frame.</summary>
    public void Write<TMessage, T>(TMessage message, JsonTypeInfo<TMessage> type, IReadOnlyList<T[]> tensors) where T : unmanaged
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(message, type);
        int size = line.Length + 1 + tensors.Sum(tensor => tensor.Length) * Unsafe.SizeOf<T>();
        // One write for a small frame: each is a call of the system, and may wake the reader too early.
        if (size <= LongestLine)
        {
            Span<byte> whole = new byte[size];
            line.CopyTo(whole);
            whole[line.Length] = (byte)'\n';
            int at = line.Length + 1;
            foreach (T[] tensor in tensors)
            {
                MemoryMarshal.AsBytes<T>(tensor).CopyTo(whole[at..]);
                at += tensor.Length * Unsafe.SizeOf<T>();
            }
            to.Write(whole);
        }
        else
        {
            to.Write([.. line, (byte)'\n']);
            foreach (T[] tensor in tensors) to.Write(MemoryMarshal.AsBytes<T>(tensor));
        }
        to.Flush();
    }

    /// <summary>Reads the line of a frame; null at the end of the pipe.</summary>
    /// <exception cref="InvalidDataException">There is no such line.</exception>
    public TMessage? ReadLine<TMessage>(JsonTypeInfo<TMessage> type) where TMessage : class
    {
        int seen = 0;
        while (true)
        {
            int newline = buffer.AsSpan(start + seen, end - start - seen).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                ReadOnlySpan<byte> line = buffer.AsSpan(start, seen + newline);
                start += line.Length + 1;
                return Parse(line, type);
            }
            seen = end - start;
            if (seen == LongestLine) throw Garbled(buffer);
            buffer.AsSpan(start, seen).CopyTo(buffer);
            (start, end) = (0, seen);
            int read = from.Read(buffer, end, buffer.Length - end);
            if (read == 0) return seen == 0 ? null : throw Garbled(buffer.AsSpan(0, seen));
            end += read;
        }
    }

    /// <summary>Reads a tensor that follows the line.</summary>
    /// <exception cref="EndOfStreamException">The pipe ends before the tensor does.</exception>
    public T[] ReadTensor<T>(long count) where T : unmanaged
    {
        var tensor = new T[count];
        Span<byte> bytes = MemoryMarshal.AsBytes(tensor.AsSpan());
        int buffered = Math.Min(bytes.Length, end - start);
        buffer.AsSpan(start, buffered).CopyTo(bytes);
        start += buffered;
        from.ReadExactly(bytes[buffered..]);
        return tensor;
    }

    private static TMessage Parse<TMessage>(ReadOnlySpan<byte> line, JsonTypeInfo<TMessage> type) where TMessage : class
    {
        try { return JsonSerializer.Deserialize(line, type) ?? throw Garbled(line); }
        catch (JsonException) { throw Garbled(line); }
    }

    private static InvalidDataException Garbled(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte b in bytes[..Math.Min(bytes.Length, Shown)]) text.Append(b is >= 32 and < 127 ? ((char)b).ToString() : $"\\x{b:x2}");
        return new InvalidDataException($"the pipe carried \"{text}{(bytes.Length > Shown ? "…" : "")}\" where a message was expected");
    }
}
