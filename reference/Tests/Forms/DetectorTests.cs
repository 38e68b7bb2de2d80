using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class DetectorTests
{
    private const int Height = 9, Width = 10;

    [Property(MaxTest = 10)]
    public void Wherever_the_figure_stands_there_is_the_peak(int seed)
    {
        var samples = new FormSamples(seed);
        int[,,] figure = Coloured(samples, 3, 3, 4), crowd = Coloured(samples, 3, Height, Width);
        var detector = new Detector<int>(figure);
        for (int i = 0; i <= Height - 3; i++)
        {
            for (int j = 0; j <= Width - 4; j++)
            {
                int[,,] scene = Placed(figure, crowd, i, j);
                Assert.Equal((i, j), detector.Find(scene));
                double[,] similarity = detector.Similarity(scene);
                Assert.Equal(1, similarity[i, j]);
                // Strictly: every other window stays below.
                Assert.Equal(1, similarity.Cast<double>().Count(s => s >= 1));
            }
        }
    }

    [Property(MaxTest = 20)]
    public void Where_the_scene_shifts_every_score_shifts(int seed)
    {
        var samples = new FormSamples(seed);
        var detector = new Detector<int>(Coloured(samples, 2, 2, 2));
        int[,,] scene = Coloured(samples, 2, 6, 6);
        var shifted = (int[,,])FormSamples.Filled(
            new int[2, 5, 4], p => scene[p / 20, p % 20 / 4 + 1, p % 4 + 2]);
        int[,] score = detector.Score(scene), scoreShifted = detector.Score(shifted);
        for (int i = 0; i < scoreShifted.GetLength(0); i++)
        {
            for (int j = 0; j < scoreShifted.GetLength(1); j++) Assert.Equal(score[i + 1, j + 2], scoreShifted[i, j]);
        }
    }

    [Fact]
    public void The_bare_score_can_be_outshone_and_the_similarity_cannot()
    {
        // The figure 1 2, scored 5, beside a bright 9 9, scored 27.
        var detector = new Detector<int>(new int[,,] { { { 1, 2 } } });
        var scene = new int[,,] { { { 1, 2, 0, 9, 9 } } };
        Assert.Equal([5, 2, 18, 27], FormSamples.Flat<int>(detector.Score(scene)));
        Assert.Equal((0, 0), detector.Find(scene));
    }

    [Fact]
    public void The_same_figure_in_brighter_light_is_still_found()
    {
        var detector = new Detector<int>(new int[,,] { { { 1, 2, 3 } } });
        Assert.Equal((0, 3), detector.Find(new int[,,] { { { 3, 2, 1, 5, 10, 15, 9 } } }));
    }

    [Fact]
    public void A_black_window_scores_nothing_and_a_black_figure_is_refused()
    {
        Assert.Equal(0, new Detector<int>(new int[,,] { { { 1 } } }).Similarity(new int[1, 1, 1])[0, 0]);
        Assert.Throws<ArgumentException>(() => new Detector<int>(new int[1, 2, 2]));
    }

    private static int[,,] Coloured(FormSamples samples, int channels, int height, int width) =>
        (int[,,])FormSamples.Filled(new int[channels, height, width], _ => samples.Integer(1, 255));

    private static int[,,] Placed(int[,,] figure, int[,,] crowd, int top, int left)
    {
        var scene = (int[,,])crowd.Clone();
        for (int c = 0; c < figure.GetLength(0); c++)
        {
            for (int a = 0; a < figure.GetLength(1); a++)
            {
                for (int b = 0; b < figure.GetLength(2); b++) scene[c, top + a, left + b] = figure[c, a, b];
            }
        }
        return scene;
    }
}
