namespace Conformance.Optimized.Windows;

/// <summary>How a layer is cut: its output rows into bands, whose input is copied at once, and its panels of filters into shares, each of
/// which copies the band anew.</summary>
/// <param name="Bands">How many bands.</param>
/// <param name="Rows">The rows of a band; the last may have fewer.</param>
/// <param name="Shares">How many shares.</param>
/// <param name="Panels">The panels of a share; the last may have fewer.</param>
internal readonly record struct WindowShares(int Bands, int Rows, int Shares, int Panels)
{
    /// <summary>The cut with which the threads are done first.</summary>
    /// <param name="copies">Images times groups: each is cut alike.</param>
    /// <param name="rows">The output rows.</param>
    /// <param name="mostRows">The rows of a band at most.</param>
    /// <param name="panels">The panels of filters.</param>
    /// <param name="threads">Who shares the work.</param>
    /// <param name="rowCost">What a row costs in one panel.</param>
    /// <param name="copyCost">What it costs to copy the input of an output row.</param>
    /// <param name="haloRows">The input rows that a band has beyond those of its output rows, counted in output rows.</param>
    public static WindowShares Of(long copies, int rows, int mostRows, int panels, int threads, double rowCost, double copyCost, double haloRows)
    {
        int least = (rows + mostRows - 1) / mostRows, most = threads == 1 ? least : Math.Min(rows, least + 4 * threads);
        WindowShares best = default;
        double shortest = double.PositiveInfinity;
        for (int bands = least; bands <= most; bands++)
        {
            for (int shares = 1; shares <= (threads == 1 ? 1 : Math.Min(panels, 2 * threads)); shares++)
            {
                int height = (rows + bands - 1) / bands, wide = (panels + shares - 1) / shares;
                var cut = new WindowShares((rows + height - 1) / height, height, (panels + wide - 1) / wide, wide);
                double item = height * wide * rowCost + (height + haloRows) * copyCost;
                double time = Math.Ceiling((double)copies * cut.Bands * cut.Shares / threads) * item;
                // The first of equals: the fewest items.
                if (time < 0.995 * shortest) (best, shortest) = (cut, time);
            }
        }
        return best;
    }
}
