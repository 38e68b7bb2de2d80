using System.Numerics;
using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class VolumetricTests
{
    [Property(MaxTest = 30)]
    public void It_is_the_layer_over_three_axes(int seed)
    {
        Check<float>(seed);
        Check<double>(seed);
        Check<decimal>(seed);
        Check<BigInteger>(seed);
        Check<Complex>(seed);

        static void Check<T>(int seed)
            where T : INumberBase<T>
        {
            var samples = new FormSamples(seed);
            T[,,,] X = samples.Fourth<T>(2, 4, 3, 3);
            T[,,,,] K = samples.Fifth<T>(2, 2, 3, 2, 1);
            var problem = new ConvolutionProblem(
                1, 2, 2, [new SpatialAxis(4, 3), new SpatialAxis(3, 2), new SpatialAxis(3, 1)]);
            Assert.Equal(NaiveConvolutionTests.Convolve(problem, FormSamples.Flat<T>(X), FormSamples.Flat<T>(K), []),
                FormSamples.Flat<T>(Volumetric.Corr3d(X, K)));
        }
    }

    [Fact]
    public void A_difference_in_time_sees_what_moves_in_a_video()
    {
        // One bright pixel that moves one column to the right in each of three frames of 2 × 4.
        var video = new int[1, 3, 2, 4];
        for (int t = 0; t < 3; t++) video[0, t, 1, t] = 1;
        var difference = (int[,,,,])FormSamples.Filled(new int[1, 1, 2, 1, 1], p => p == 0 ? -1 : 1);
        int[,,,] change = Volumetric.Corr3d(video, difference);
        Assert.Equal([0, 0, 0, 0, -1, 1, 0, 0, 0, 0, 0, 0, 0, -1, 1, 0], FormSamples.Flat<int>(change));
    }

    [Property(MaxTest = 30)]
    public void Moving_a_scene_in_depth_shifts_the_output_in_depth(int seed)
    {
        var samples = new FormSamples(seed);
        int[,,] colours = samples.Cube<int>(3, 4, 4);
        var near = (int[,])FormSamples.Filled(new int[4, 4], _ => samples.Integer(0, 2));
        var far = (int[,])FormSamples.Filled(new int[4, 4], p => near[p / 4, p % 4] + 1);
        int[,,,,] K = samples.Fifth<int>(2, 3, 2, 2, 2);
        int[,,,] before = Volumetric.Corr3d(Volumetric.FromRgbd(colours, near, 5), K);
        int[,,,] after = Volumetric.Corr3d(Volumetric.FromRgbd(colours, far, 5), K);
        for (int o = 0; o < 2; o++)
        {
            for (int z = 0; z < 3; z++)
            {
                for (int p = 0; p < 9; p++) Assert.Equal(before[o, z, p / 3, p % 3], after[o, z + 1, p / 3, p % 3]);
            }
        }
    }

    [Fact]
    public void An_rgbd_pixel_lies_in_one_plane_only()
    {
        int[,,,] volume = Volumetric.FromRgbd(new int[1, 1, 2] { { { 7, 8 } } }, new int[,] { { 2, 0 } }, 3);
        Assert.Equal([0, 8, 0, 0, 7, 0], FormSamples.Flat<int>(volume));
        var error = Assert.Throws<ArgumentException>(
            () => Volumetric.FromRgbd(new int[1, 1, 1], new int[,] { { 3 } }, 3));
        Assert.StartsWith("depth at (0, 0) must lie in 0 … 2, but it is 3", error.Message, StringComparison.Ordinal);
    }
}
