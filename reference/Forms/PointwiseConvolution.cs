using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// A 1 × 1 kernel sees no neighbour: at each pixel it maps the input channels to the output channels by one and the
/// same matrix. Source: Zhang et al., Dive into Deep Learning, §7.4.3.
/// </summary>
public static class PointwiseConvolution
{
    /// <summary>
    /// Y[o, p] = Σ_c K[o, c]·X[c, p] with p = i·w + j: the product of a c_o × c_i and a c_i × hw matrix.
    /// </summary>
    /// <exception cref="ArgumentException">The kernel is not 1 × 1, or the channels differ.</exception>
    // X: [c_i, h, w], K: [c_o, c_i, 1, 1], Y: [c_o, h, w]
    public static T[,,] Apply<T>(T[,,] X, T[,,,] K)
        where T : INumberBase<T>
    {
        int channelsOut = K.GetLength(0), channelsIn = K.GetLength(1), h = X.GetLength(1), w = X.GetLength(2);
        Require.Shape(K, nameof(K), channelsOut, channelsIn, 1, 1);
        Require.Shape(X, nameof(X), channelsIn, h, w);
        var left = new T[channelsOut, channelsIn];
        for (int o = 0; o < channelsOut; o++)
        {
            for (int c = 0; c < channelsIn; c++) left[o, c] = K[o, c, 0, 0];
        }
        var right = new T[channelsIn, h * w];
        for (int c = 0; c < channelsIn; c++)
        {
            for (int p = 0; p < h * w; p++) right[c, p] = X[c, p / w, p % w];
        }
        T[,] product = MatrixProduct(left, right);
        var Y = new T[channelsOut, h, w];
        for (int o = 0; o < channelsOut; o++)
        {
            for (int p = 0; p < h * w; p++) Y[o, p / w, p % w] = product[o, p];
        }
        return Y;
    }

    /// <summary>(A·B)[i, j] = Σ_k A[i, k]·B[k, j].</summary>
    /// <exception cref="ArgumentException">A has not as many columns as B has rows.</exception>
    // A: [m, n], B: [n, p], result: [m, p]
    public static T[,] MatrixProduct<T>(T[,] A, T[,] B)
        where T : INumberBase<T>
    {
        Require.That(A.GetLength(1) == B.GetLength(0), nameof(B), Require.Show(B),
            $"must have as many rows as A has columns, {A.GetLength(1)}");
        var product = new T[A.GetLength(0), B.GetLength(1)];
        for (int i = 0; i < A.GetLength(0); i++)
        {
            for (int j = 0; j < B.GetLength(1); j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < A.GetLength(1); k++) sum += A[i, k] * B[k, j];
                product[i, j] = sum;
            }
        }
        return product;
    }
}
