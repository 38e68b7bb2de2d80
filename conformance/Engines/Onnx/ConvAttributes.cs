using System.Collections.Immutable;
using System.Text;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>The attributes of ONNX's Conv, with its defaults where the node leaves one out.</summary>
public sealed record ConvAttributes
{
    /// <summary>NOTSET, VALID, SAME_UPPER or SAME_LOWER.</summary>
    public string AutoPad { get; private init; } = "NOTSET";

    /// <summary>One dilation for each spatial axis; default where all are 1.</summary>
    public ImmutableArray<long> Dilations { get; private init; }

    /// <summary>The number of groups.</summary>
    public long Group { get; private init; } = 1;

    /// <summary>The kernel's extents; default where the weights say them.</summary>
    public ImmutableArray<long> KernelShape { get; private init; }

    /// <summary>All pads before, then all pads after; default where all are 0.</summary>
    public ImmutableArray<long> Pads { get; private init; }

    /// <summary>One stride for each spatial axis; default where all are 1.</summary>
    public ImmutableArray<long> Strides { get; private init; }

    /// <summary>Reads a Conv node's attributes. Those that Conv does not have are ignored.</summary>
    public static ConvAttributes Read(NodeProto node)
    {
        ConvAttributes read = new();
        foreach (AttributeProto attribute in node.Attribute)
        {
            ImmutableArray<long> ints = [.. attribute.Ints ?? []];
            read = attribute.Name switch
            {
                "auto_pad" => read with { AutoPad = Encoding.UTF8.GetString(attribute.S ?? []) },
                "dilations" => read with { Dilations = ints },
                "group" => read with { Group = attribute.I ?? 0 },
                "kernel_shape" => read with { KernelShape = ints },
                "pads" => read with { Pads = ints },
                "strides" => read with { Strides = ints },
                _ => read,
            };
        }
        return read;
    }

    /// <summary>The problem that the node computes on tensors of these shapes, or null and the reason.</summary>
    /// <param name="input">[N, C_in, n…].</param>
    /// <param name="weight">[C_out, C_in/g, k…].</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="name">The problem's label.</param>
    /// <param name="reason">Why there is no such problem; empty where there is.</param>
    public ConvolutionProblem? Resolve(
        ReadOnlySpan<nint> input, ReadOnlySpan<nint> weight, bool bias, string name, out string reason)
    {
        reason = Contradiction(input, weight);
        if (reason.Length > 0) return null;
        try
        {
            SpatialAxis[] axes = new SpatialAxis[input.Length - 2];
            for (int i = 0; i < axes.Length; i++) axes[i] = Axis(i, axes.Length, input[i + 2], weight[i + 2]);
            ConvolutionProblem problem = new(input[0], input[1], weight[0], axes, Group, bias, name: name);
            if (problem.InputChannelsPerGroup == weight[1]) return problem;
            reason = $"weights have {weight[1]} input channels a group, but the input has {problem.InputChannelsPerGroup}";
        }
        catch (RuleException broken) { reason = broken.Message; }
        catch (OverflowException) { reason = "a pad does not fit in 64 bits"; }
        catch (DivideByZeroException) { reason = "a stride is 0"; }
        return null;
    }

    private string Contradiction(ReadOnlySpan<nint> input, ReadOnlySpan<nint> weight)
    {
        if (input.Length != weight.Length) return $"input has rank {input.Length}, but the weights have {weight.Length}";
        int axes = input.Length - 2;
        if (axes is < 1 or > 3) return $"input has rank {input.Length}, but 3 to 5 are known here";
        if (AutoPad is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER")) return $"auto_pad is '{AutoPad}'";
        if (Wrong(Strides, axes)) return $"strides has {Strides.Length} entries for {axes} axes";
        if (Wrong(Dilations, axes)) return $"dilations has {Dilations.Length} entries for {axes} axes";
        if (Wrong(Pads, 2 * axes)) return $"pads has {Pads.Length} entries for {axes} axes";
        if (KernelShape.IsDefault) return "";
        for (int i = 0; i < axes; i++)
        {
            if (KernelShape.Length == axes && KernelShape[i] == weight[i + 2]) continue;
            return $"kernel_shape is [{string.Join(", ", KernelShape)}], but the weights have shape "
                + $"[{string.Join(", ", weight.ToArray())}]";
        }
        return "";
    }

    private static bool Wrong(ImmutableArray<long> given, int length) => !given.IsDefault && given.Length != length;

    private SpatialAxis Axis(int i, int axes, long size, long kernel)
    {
        SpatialAxis axis = new(size, kernel, At(Strides, i, 1), At(Dilations, i, 1));
        Padding padding = AutoPad switch
        {
            "VALID" => Padding.Valid,
            "SAME_UPPER" => Padding.SameUpper,
            "SAME_LOWER" => Padding.SameLower,
            _ => Padding.Explicit(At(Pads, i, 0), At(Pads, axes + i, 0)),
        };
        return padding.Resolve(axis);
    }

    private static long At(ImmutableArray<long> given, int i, long otherwise) =>
        given.IsDefault ? otherwise : given[i];
}
