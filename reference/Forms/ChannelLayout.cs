namespace Conformance.Forms;

/// <summary>
/// Two orders of the same indices: channels last, as the formula of <see cref="Channels"/> has it, and channels first,
/// as tensors of images are stored. Each map is a bijection and undoes the other.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.4 and §7.4.2.
/// </summary>
public static class ChannelLayout
{
    /// <summary>K[d, c, a, b] = V[a, b, c, d]: the layout of the deep-learning libraries.</summary>
    // V: [k_h, k_w, c_i, c_o], K: [c_o, c_i, k_h, k_w]
    public static T[,,,] ToChannelsFirst<T>(T[,,,] V)
    {
        int height = V.GetLength(0), width = V.GetLength(1), channelsIn = V.GetLength(2), channelsOut = V.GetLength(3);
        var K = new T[channelsOut, channelsIn, height, width];
        for (int d = 0; d < channelsOut; d++)
        {
            for (int c = 0; c < channelsIn; c++)
            {
                for (int a = 0; a < height; a++)
                {
                    for (int b = 0; b < width; b++) K[d, c, a, b] = V[a, b, c, d];
                }
            }
        }
        return K;
    }

    /// <summary>V[a, b, c, d] = K[d, c, a, b]: the layout of the formula.</summary>
    // K: [c_o, c_i, k_h, k_w], V: [k_h, k_w, c_i, c_o]
    public static T[,,,] ToChannelsLast<T>(T[,,,] K)
    {
        int channelsOut = K.GetLength(0), channelsIn = K.GetLength(1), height = K.GetLength(2), width = K.GetLength(3);
        var V = new T[height, width, channelsIn, channelsOut];
        for (int a = 0; a < height; a++)
        {
            for (int b = 0; b < width; b++)
            {
                for (int c = 0; c < channelsIn; c++)
                {
                    for (int d = 0; d < channelsOut; d++) V[a, b, c, d] = K[d, c, a, b];
                }
            }
        }
        return V;
    }

    /// <summary>X[c, i, j] from X[i, j, c].</summary>
    // X: [h, w, c], result: [c, h, w]
    public static T[,,] ToChannelsFirst<T>(T[,,] X)
    {
        var moved = new T[X.GetLength(2), X.GetLength(0), X.GetLength(1)];
        for (int c = 0; c < X.GetLength(2); c++)
        {
            for (int i = 0; i < X.GetLength(0); i++)
            {
                for (int j = 0; j < X.GetLength(1); j++) moved[c, i, j] = X[i, j, c];
            }
        }
        return moved;
    }

    /// <summary>X[i, j, c] from X[c, i, j].</summary>
    // X: [c, h, w], result: [h, w, c]
    public static T[,,] ToChannelsLast<T>(T[,,] X)
    {
        var moved = new T[X.GetLength(1), X.GetLength(2), X.GetLength(0)];
        for (int i = 0; i < X.GetLength(1); i++)
        {
            for (int j = 0; j < X.GetLength(2); j++)
            {
                for (int c = 0; c < X.GetLength(0); c++) moved[i, j, c] = X[c, i, j];
            }
        }
        return moved;
    }
}
