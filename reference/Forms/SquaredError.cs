using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// The loss of the learning example: how far an output Ŷ is from the wanted Y.
/// Source: Zhang et al., Dive into Deep Learning, §7.2.4.
/// </summary>
public static class SquaredError
{
    /// <summary>L = Σ_i Σ_j (Ŷ[i, j] − Y[i, j])².</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    // Ŷ: [h, w], Y: [h, w]
    public static T Loss<T>(T[,] predicted, T[,] wanted)
        where T : INumberBase<T>
    {
        T[,] difference = Difference(predicted, wanted);
        T sum = T.Zero;
        foreach (T e in difference) sum += e * e;
        return sum;
    }

    /// <summary>∂L/∂Ŷ[i, j] = 2(Ŷ[i, j] − Y[i, j]).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    // Ŷ: [h, w], Y: [h, w], result: [h, w]
    public static T[,] Gradient<T>(T[,] predicted, T[,] wanted)
        where T : INumberBase<T>
    {
        T[,] gradient = Difference(predicted, wanted);
        for (int i = 0; i < gradient.GetLength(0); i++)
        {
            for (int j = 0; j < gradient.GetLength(1); j++) gradient[i, j] += gradient[i, j];
        }
        return gradient;
    }

    /// <summary>L = Σ_o Σ_i Σ_j (Ŷ[o, i, j] − Y[o, i, j])².</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    // Ŷ: [c, h, w], Y: [c, h, w]
    public static T Loss<T>(T[,,] predicted, T[,,] wanted)
        where T : INumberBase<T>
    {
        T[,,] difference = Difference(predicted, wanted);
        T sum = T.Zero;
        foreach (T e in difference) sum += e * e;
        return sum;
    }

    /// <summary>∂L/∂Ŷ[o, i, j] = 2(Ŷ[o, i, j] − Y[o, i, j]).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    // Ŷ: [c, h, w], Y: [c, h, w], result: [c, h, w]
    public static T[,,] Gradient<T>(T[,,] predicted, T[,,] wanted)
        where T : INumberBase<T>
    {
        T[,,] gradient = Difference(predicted, wanted);
        for (int o = 0; o < gradient.GetLength(0); o++)
        {
            for (int i = 0; i < gradient.GetLength(1); i++)
            {
                for (int j = 0; j < gradient.GetLength(2); j++) gradient[o, i, j] += gradient[o, i, j];
            }
        }
        return gradient;
    }

    private static T[,] Difference<T>(T[,] predicted, T[,] wanted)
        where T : INumberBase<T>
    {
        Require.Shape(predicted, nameof(predicted), wanted.GetLength(0), wanted.GetLength(1));
        var difference = new T[wanted.GetLength(0), wanted.GetLength(1)];
        for (int i = 0; i < difference.GetLength(0); i++)
        {
            for (int j = 0; j < difference.GetLength(1); j++) difference[i, j] = predicted[i, j] - wanted[i, j];
        }
        return difference;
    }

    private static T[,,] Difference<T>(T[,,] predicted, T[,,] wanted)
        where T : INumberBase<T>
    {
        int channels = wanted.GetLength(0), h = wanted.GetLength(1), w = wanted.GetLength(2);
        Require.Shape(predicted, nameof(predicted), channels, h, w);
        var difference = new T[channels, h, w];
        for (int o = 0; o < channels; o++)
        {
            for (int i = 0; i < h; i++)
            {
                for (int j = 0; j < w; j++) difference[o, i, j] = predicted[o, i, j] - wanted[o, i, j];
            }
        }
        return difference;
    }
}
