using Conformance.Optimized.Windows;

namespace Conformance.Tests;

/// <summary>Bands of rows and shares of panels for windows, and what is asked for while a band is computed.</summary>
public class WindowCutTests
{
    [Theory]
    // One thread: the fewest bands, all panels.
    [InlineData(1, 28, 28, 4, 1, 1, 28, 1, 4)]
    [InlineData(1, 28, 10, 4, 1, 3, 10, 1, 4)]
    // Two: bands of even height, or panels shared where a copy costs little beside the products.
    [InlineData(1, 28, 28, 4, 2, 2, 14, 1, 4)]
    [InlineData(1, 1, 1, 4, 2, 1, 1, 2, 2)]
    [InlineData(2, 28, 28, 4, 2, 1, 28, 1, 4)]
    [InlineData(1, 7, 7, 16, 2, 1, 7, 2, 8)]
    [InlineData(1, 3, 3, 3, 4, 3, 1, 1, 3)]
    public void Windows_are_cut_for_the_threads(long copies, int rows, int mostRows, int panels, int threads, int bands, int height, int shares, int wide)
    {
        var cut = WindowShares.Of(copies, rows, mostRows, panels, threads, rowCost: 100, copyCost: 5, haloRows: 2);
        Assert.Equal((bands, height, shares, wide), (cut.Bands, cut.Rows, cut.Shares, cut.Panels));
    }

    [Theory]
    [InlineData(4, 4, 100, 0, 0, 1, 2)]
    [InlineData(3, 4, 100, 0, 0, 1, 2)]
    [InlineData(4, 3, 100, 0, 0, 2, 1)]
    [InlineData(3, 4, 10, 100, 0, 2, 1)]
    [InlineData(5, 5, 100, 1, 1, 1, 2)]
    public void Copies_count(int rows, int panels, double rowCost, double copyCost, double haloRows, int bands, int shares)
    {
        var cut = WindowShares.Of(copies: 1, rows, rows, panels, threads: 2, rowCost, copyCost, haloRows);
        Assert.Equal((bands, shares), (cut.Bands, cut.Shares));
    }

    /// <summary>Every line of what a band reads anew is asked for, and none beside it.</summary>
    [Theory]
    [InlineData(4, 320, 1000, 40, 36, 1)]
    [InlineData(64, 300, 5000, 16, 576, 3)]
    [InlineData(10, 64, 100, 3, 90, 3)]
    [InlineData(1, 1000, 1000, 1, 9, 112)]
    [InlineData(3, 100, 120, 3, 27, 4)]
    public void What_comes_next_is_asked_for(int channels, int fresh, int pitch, int turns, int terms, int apart)
    {
        var ahead = new BandAhead(channels, fresh, pitch, turns, terms);
        Assert.Equal(terms, ahead.Offsets.Length);
        int[] offsets = ahead.Offsets.ToArray();
        int[] places = [.. Enumerable.Range(0, turns).SelectMany(turn => offsets.Select(offset => (int)ahead.First(turn) + offset)).Distinct().Order()];
        for (int channel = 0; channel < channels; channel++)
        {
            // From the first element of a channel to its last, no two farther apart than they must be.
            int[] own = [.. places.Where(place => place / pitch == channel).Select(place => place % pitch), fresh];
            Assert.InRange(own[0], 0, apart);
            for (int i = 1; i < own.Length; i++) Assert.InRange(own[i] - own[i - 1], 0, apart);
        }
        Assert.InRange(places[^1], 0, (channels - 1) * pitch + fresh - 1);
    }
}
