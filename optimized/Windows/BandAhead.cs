namespace Conformance.Optimized.Windows;

/// <summary>
/// What the next band reads anew, asked for while this one is computed: in each turn, which is a tile, a line of it a term. All at once the lines
/// would take up the few places in which a core keeps what it waits for; while a band is copied, the copying waits. Zen 5, 64 channels on
/// 224×224: 18.8 ms for 19.8.
/// <code>
///   channel 0:  turn 0 │ turn 1 │ …         where there are more turns than channels
///   channel 1:  …
///   channels 0 … k − 1:  turn 0             where there are fewer
/// </code>
/// </summary>
internal sealed class BandAhead
{
    private readonly int channels, channelsAtOnce, parts, stretch, pitch;
    private readonly int[] offsets;

    /// <param name="channels">The channels of a band.</param>
    /// <param name="fresh">What a band reads anew of each, in elements.</param>
    /// <param name="pitch">The distance of two channels.</param>
    /// <param name="turns">The turns of a band.</param>
    /// <param name="terms">The terms of a tile.</param>
    public BandAhead(int channels, int fresh, int pitch, int turns, int terms)
    {
        (this.channels, parts, channelsAtOnce) = (channels, Math.Max(turns / channels, 1), (channels + turns - 1) / turns);
        (stretch, this.pitch) = ((fresh + parts - 1) / parts, pitch);
        offsets = new int[terms];
        for (int t = 0; t < terms; t++)
        {
            (long channel, long at) = Math.DivRem((long)t * channelsAtOnce, terms);
            offsets[t] = (int)(channel * pitch + at * stretch / terms);
        }
    }

    /// <summary>Where the lines of a turn lie, from its first on.</summary>
    public ReadOnlySpan<int> Offsets => offsets;

    /// <summary>Where the first line of a turn lies, from what is read anew of channel 0 on.</summary>
    public nint First(int turn) => (nint)Math.Min(turn / parts * channelsAtOnce, channels - channelsAtOnce) * pitch + turn % parts * stretch;
}
