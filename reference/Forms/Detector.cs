using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Looks for one figure in a crowded scene: the figure itself is the kernel V, and every window x of the scene gets a
/// score. Source: Zhang et al., Dive into Deep Learning, §7.1.1 and §7.1.4 ("Where's Waldo").
/// </summary>
/// <typeparam name="T">The number type of the images.</typeparam>
/// <remarks>
/// The convolution ⟨V, x⟩ alone is no sound score: a window that is merely bright can exceed the figure's own ‖V‖². The
/// similarity divides it by the norms. By Cauchy–Schwarz, ⟨V, x⟩ ≤ ‖V‖·‖x‖, with equality only where x is a positive
/// multiple of V: the figure itself, darker or brighter. So the peak stands at the figure wherever it is, if no other
/// window is such a multiple. Over integers the roundings cannot hide this while ‖V‖²·‖x‖² &lt; 2^50: both sides are
/// exact, ⟨V, x⟩² is smaller by at least 1 where it is smaller at all, and the figure's own score is exactly 1.
/// </remarks>
public sealed class Detector<T>
    where T : INumber<T>
{
    private readonly T[,,] figure;

    /// <summary>Creates a detector of a figure.</summary>
    /// <exception cref="ArgumentException">The figure is empty or all 0.</exception>
    // figure: [c, k_h, k_w]
    public Detector(T[,,] figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        this.figure = (T[,,])figure.Clone();
        SquaredNorm = Energy(figure, 0, 0);
        Require.That(!T.IsZero(SquaredNorm), nameof(figure), Require.Show(figure), "must not be all 0");
    }

    /// <summary>‖V‖².</summary>
    public T SquaredNorm { get; }

    /// <summary>S[i, j] = Σ_c Σ_a Σ_b V[c, a, b]·X[c, i + a, j + b]: the convolutional layer's score.</summary>
    /// <exception cref="ArgumentException">The scene is smaller than the figure, or has other channels.</exception>
    // scene: [c, h, w], S: [h−k_h+1, w−k_w+1]
    public T[,] Score(T[,,] scene) => CrossCorrelation.Corr2d(scene, figure);

    /// <summary>⟨V, x⟩/√(‖V‖²·‖x‖²) for the window x at each (i, j), in [−1, 1]; 0 where the window is all 0.</summary>
    /// <exception cref="ArgumentException">The scene is smaller than the figure, or has other channels.</exception>
    // scene: [c, h, w], result: [h−k_h+1, w−k_w+1]
    public double[,] Similarity(T[,,] scene)
    {
        T[,] score = Score(scene);
        var similarity = new double[score.GetLength(0), score.GetLength(1)];
        for (int i = 0; i < similarity.GetLength(0); i++)
        {
            for (int j = 0; j < similarity.GetLength(1); j++)
            {
                T energy = Energy(scene, i, j);
                similarity[i, j] = T.IsZero(energy)
                    ? 0
                    : double.CreateChecked(score[i, j])
                        / Math.Sqrt(double.CreateChecked(SquaredNorm) * double.CreateChecked(energy));
            }
        }
        return similarity;
    }

    /// <summary>Where the similarity has its peak, the first in reading order.</summary>
    /// <exception cref="ArgumentException">The scene is smaller than the figure, or has other channels.</exception>
    public (int Row, int Column) Find(T[,,] scene)
    {
        double[,] similarity = Similarity(scene);
        (int row, int column) = (0, 0);
        for (int i = 0; i < similarity.GetLength(0); i++)
        {
            for (int j = 0; j < similarity.GetLength(1); j++)
            {
                if (similarity[i, j] > similarity[row, column]) (row, column) = (i, j);
            }
        }
        return (row, column);
    }

    /// <summary>‖x‖² = Σ_c Σ_a Σ_b X[c, i + a, j + b]² for the window at (i, j).</summary>
    private T Energy(T[,,] scene, int i, int j)
    {
        T sum = T.Zero;
        for (int c = 0; c < figure.GetLength(0); c++)
        {
            for (int a = 0; a < figure.GetLength(1); a++)
            {
                for (int b = 0; b < figure.GetLength(2); b++)
                {
                    T x = scene[c, i + a, j + b];
                    sum += x * x;
                }
            }
        }
        return sum;
    }
}
