using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Windows;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Direct convolution by tiles of positions and filters that read the input where it lies: for layers of many filters.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
/// <param name="asksAhead">Whether the input of a band is asked for while the one before is computed; where nothing is said, that is so where it
/// was found to be faster.</param>
/// <param name="copies">Whether a dense image is copied, with its padding written out, where it could be read in place; where nothing is said, that is so on
/// the machines that were found to be slow to fetch rows that lie pages apart.</param>
public sealed class DirectWindows<T>(VectorWidth width, int threads = 0, bool? asksAhead = null, bool? copies = null) : PreparableKernel<T>($"windows-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes.But(problem.Axes.Length == 3, "windows: two axes at most");

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride)
    {
        bool areCopied = copies ?? !Machine.ReadsRowsInPlace;
        return width switch
        {
            VectorWidth.Bits512 => new PreparedWindows<T, Lanes512<T>, Tile14x2<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, asksAhead, areCopied),
            VectorWidth.Bits256 => new PreparedWindows<T, Lanes256<T>, Tile6x2<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, asksAhead, areCopied),
            _ => new PreparedWindows<T, Lanes128<T>, Tile6x2<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, asksAhead, areCopied),
        };
    }
}
