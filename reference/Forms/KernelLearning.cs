using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// Learning a kernel K from pairs of an input X and the output Y that it should give, by gradient descent on the squared
/// error. Source: Zhang et al., Dive into Deep Learning, §7.2.4 and §7.2.5.
/// </summary>
/// <remarks>
/// A layer of strict convolution learns the same maps as one of cross-correlation, with the flipped kernel.
/// </remarks>
public static class KernelLearning
{
    /// <summary>L(K) = Σ over the pairs of Σ_i Σ_j (Ŷ[i, j] − Y[i, j])², with Ŷ the output for X under K.</summary>
    /// <exception cref="ArgumentException">A shape does not belong to the others.</exception>
    // X: [h, w], Y: [h−k_h+1, w−k_w+1], K: [k_h, k_w]
    public static T Loss<T>(IReadOnlyList<(T[,] X, T[,] Y)> pairs, T[,] K, bool strict = false)
        where T : INumberBase<T>
    {
        T sum = T.Zero;
        foreach ((T[,] X, T[,] Y) in pairs) sum += SquaredError.Loss(Predict(X, K, strict), Y);
        return sum;
    }

    /// <summary>
    /// ∂L/∂K[a, b] = Σ over the pairs of Σ_i Σ_j ∂L/∂Ŷ[i, j]·X[i + a, j + b]: the gradient of a cross-correlation is the
    /// cross-correlation of its input with the output's gradient. For strict convolution it is flipped.
    /// </summary>
    /// <exception cref="ArgumentException">A shape does not belong to the others.</exception>
    // X: [h, w], Y: [h−k_h+1, w−k_w+1], K: [k_h, k_w], result: [k_h, k_w]
    public static T[,] Gradient<T>(IReadOnlyList<(T[,] X, T[,] Y)> pairs, T[,] K, bool strict = false)
        where T : INumberBase<T>
    {
        var sum = new T[K.GetLength(0), K.GetLength(1)];
        foreach ((T[,] X, T[,] Y) in pairs)
        {
            T[,] gradient = CrossCorrelation.Corr2d(X, SquaredError.Gradient(Predict(X, K, strict), Y));
            if (strict) gradient = KernelFlip.Flip(gradient);
            for (int a = 0; a < K.GetLength(0); a++)
            {
                for (int b = 0; b < K.GetLength(1); b++) sum[a, b] += gradient[a, b];
            }
        }
        return sum;
    }

    /// <summary>K ← K − η·∂L/∂K.</summary>
    /// <exception cref="ArgumentException">A shape does not belong to the others.</exception>
    public static T[,] Step<T>(IReadOnlyList<(T[,] X, T[,] Y)> pairs, T[,] K, T rate, bool strict = false)
        where T : INumberBase<T>
    {
        T[,] gradient = Gradient(pairs, K, strict);
        var next = new T[K.GetLength(0), K.GetLength(1)];
        for (int a = 0; a < K.GetLength(0); a++)
        {
            for (int b = 0; b < K.GetLength(1); b++) next[a, b] = K[a, b] - rate * gradient[a, b];
        }
        return next;
    }

    /// <summary>Takes a number of steps from the kernel K.</summary>
    /// <returns>The kernel after the last step, and the loss before each step.</returns>
    /// <exception cref="ArgumentException">A shape does not belong to the others, or the number is negative.</exception>
    public static (T[,] Kernel, T[] Losses) Learn<T>(
        IReadOnlyList<(T[,] X, T[,] Y)> pairs, T[,] K, T rate, int steps, bool strict = false)
        where T : INumberBase<T>
    {
        Require.That(steps >= 0, nameof(steps), steps, "must not be negative");
        var losses = new T[steps];
        for (int step = 0; step < steps; step++)
        {
            losses[step] = Loss(pairs, K, strict);
            K = Step(pairs, K, rate, strict);
        }
        return (K, losses);
    }

    private static T[,] Predict<T>(T[,] X, T[,] K, bool strict)
        where T : INumberBase<T> => strict ? KernelFlip.Conv2d(X, K) : CrossCorrelation.Corr2d(X, K);
}
