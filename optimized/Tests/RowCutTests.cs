using Conformance.Optimized.Rows;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Bands and planes of small groups.</summary>
public class RowCutTests
{
    [Theory]
    // One thread: a plane is one band, if it fits: 32768 elements hold 327 rows of 100, less 3.
    [InlineData(112, 1, 100, 32, 1, false, 112)]
    [InlineData(324, 1, 100, 1, 1, true, 324)]
    [InlineData(325, 1, 100, 1, 1, true, 163)]
    [InlineData(325, 1, 100, 1, 1, false, 164)]
    [InlineData(328, 2, 100, 1, 1, true, 164)]
    // Eight rows at least, even of huge ones.
    [InlineData(100, 1, 30000, 1, 1, true, 8)]
    [InlineData(8, 1, 30000, 1, 1, true, 8)]
    [InlineData(9, 1, 30000, 1, 1, true, 5)]
    // Threads with few planes share bands: four for each, as many for one as for another.
    [InlineData(112, 1, 100, 1, 2, true, 14)]
    [InlineData(112, 1, 100, 2, 2, true, 28)]
    [InlineData(112, 1, 100, 1, 3, true, 10)]
    [InlineData(112, 1, 100, 2, 3, true, 19)]
    [InlineData(112, 1, 100, 4, 2, true, 56)]
    [InlineData(112, 1, 100, 8, 2, true, 112)]
    [InlineData(112, 1, 100, 1, 2, false, 16)]
    [InlineData(0, 1, 100, 1, 1, true, 1)]
    public void Planes_are_cut_into_bands(int rows, int stride, int elements, int planes, int threads, bool isLine, int expected)
    {
        var height = new SpatialAxis((rows - 1) * stride + 3, 3, stride);
        Assert.Equal(expected, RowBands.Rows(height, elements, planes, threads, isLine));
    }

    [Theory]
    [InlineData(40, 1, true, 40)]
    [InlineData(0, 1, true, 1)]
    [InlineData(40, 1, false, 1)]
    [InlineData(31, 2, true, 1)]
    [InlineData(32, 2, true, 2)]
    [InlineData(100, 2, true, 6)]
    [InlineData(100, 2, false, 1)]
    public void Small_planes_are_computed_several_at_once(int planes, int threads, bool isWhole, int expected) =>
        Assert.Equal(expected, RowBands.PlanesAtOnce(planes, threads, isWhole));
}
