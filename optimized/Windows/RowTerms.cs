using Conformance.Optimized.Rows;

namespace Conformance.Optimized.Windows;

/// <summary>
/// Which terms of a window meet the image, for each output row of a band: terms go kernel row by kernel row, and the kernel rows that lie in
/// the image are neighbours, so that they are one stretch of the terms. The others are no part of the sum (SPEC.md, "Special values").
/// <code>
///   3×3, padding 1, output row 0:   kh = 0: padding │ kh = 1: c = 0, 1, …  kw = 0, 1, 2 │ kh = 2: …
///                                                   └──── from ──────────────────── to ─┘
/// </code>
/// On 28×28 with a dilation of 2 that is a twentieth of all products.
/// </summary>
internal sealed class RowTerms
{
    /// <summary>All terms, whatever the row: of positions that are one line.</summary>
    public static RowTerms All(int terms) => new([(0, terms)]);

    private readonly (int From, int To)[] rows;

    private RowTerms((int From, int To)[] rows) => this.rows = rows;

    /// <summary>The terms of a band.</summary>
    /// <param name="planes">The planes of the band.</param>
    /// <param name="kernelRow">The terms of a kernel row: C_in/g·k_w.</param>
    public static RowTerms Of<T>(PaddedPlanes<T> planes, int kernelRow) where T : unmanaged
    {
        var rows = new (int From, int To)[planes.Outputs];
        for (int oh = 0; oh < rows.Length; oh++)
        {
            (int from, int to) = ((int)planes.Height.Kernel, 0);
            for (int kh = 0; kh < planes.Height.Kernel; kh++)
            {
                long ih = oh * planes.Height.Stride + kh * planes.Height.Dilation - planes.Height.PadBefore;
                if (ih < 0 || ih >= planes.Height.Size) continue;
                (from, to) = (Math.Min(from, kh), kh + 1);
            }
            rows[oh] = (Math.Min(from, to) * kernelRow, to * kernelRow);
        }
        return new RowTerms(rows);
    }

    /// <summary>The terms of an output row: the first, and the one behind the last.</summary>
    public (int From, int To) this[int row] => rows[row];
}
