using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// A two-dimensional convolutional layer: a kernel and a bias that are learned, Y = K ⋆ X + b.
/// Source: Zhang et al., Dive into Deep Learning, §7.2.2 and §7.4.2.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class ConvolutionalLayer<T>
    where T : INumberBase<T>
{
    private static readonly NaiveConvolution<T> Engine = new();
    private readonly T[,,,] weight;
    private readonly T[] bias;

    /// <summary>Creates a layer with these parameters; the same stride, padding and dilation hold on both axes.</summary>
    /// <exception cref="ArgumentException">The bias has not one number for each output channel.</exception>
    // weight: [c_o, c_i/g, k_h, k_w], bias: [c_o]
    public ConvolutionalLayer(
        T[,,,] weight, T[] bias, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(bias);
        Require.Shape(bias, nameof(bias), weight.GetLength(0));
        (this.weight, this.bias) = ((T[,,,])weight.Clone(), (T[])bias.Clone());
        (Stride, Padding, Dilation, Groups) = (stride, padding, dilation, groups);
    }

    /// <summary>Creates a layer of one input and one output channel.</summary>
    // kernel: [k_h, k_w]
    public ConvolutionalLayer(T[,] kernel, T bias, int stride = 1, int padding = 0, int dilation = 1)
        : this(WithChannels(kernel), [bias], stride, padding, dilation)
    {
    }

    /// <summary>s.</summary>
    public int Stride { get; }

    /// <summary>p, on every side.</summary>
    public int Padding { get; }

    /// <summary>d.</summary>
    public int Dilation { get; }

    /// <summary>g.</summary>
    public int Groups { get; }

    /// <summary>A copy of the kernel, [c_o, c_i/g, k_h, k_w].</summary>
    public T[,,,] Weight() => (T[,,,])weight.Clone();

    /// <summary>A copy of the bias, [c_o].</summary>
    public T[] Bias() => (T[])bias.Clone();

    /// <summary>Y[o] = Σ_c K[o, c] ⋆ X[c] + b[o].</summary>
    /// <exception cref="RuleException">The input does not belong to the layer.</exception>
    // X: [c_i, h, w], Y: [c_o, h_o, w_o]
    public T[,,] Forward(T[,,] X)
    {
        ConvolutionProblem problem = ProblemFor(X);
        var Y = new T[weight.GetLength(0), problem.Axes[0].Output, problem.Axes[1].Output];
        Engine.Convolve(problem, Batched(X), new ReadOnlyTensorSpan<T>(weight), bias, Batched(Y));
        return Y;
    }

    /// <summary>The gradients of a loss from its gradient G with respect to the output for X.</summary>
    /// <exception cref="RuleException">The input or G does not belong to the layer.</exception>
    // X: [c_i, h, w], G: [c_o, h_o, w_o]
    public LayerGradients<T> Backward(T[,,] X, T[,,] G)
    {
        ConvolutionProblem problem = ProblemFor(X);
        var gradients = new LayerGradients<T>(
            new T[X.GetLength(0), X.GetLength(1), X.GetLength(2)],
            new T[weight.GetLength(0), weight.GetLength(1), weight.GetLength(2), weight.GetLength(3)],
            new T[bias.Length]);
        ConvolutionGradients.Input(problem, new ReadOnlyTensorSpan<T>(weight), Batched(G), Batched(gradients.Input));
        ConvolutionGradients.Weight(problem, Batched(X), Batched(G), new TensorSpan<T>(gradients.Weight));
        ConvolutionGradients.Bias<T>(problem, Batched(G), gradients.Bias);
        return gradients;
    }

    /// <summary>K ← K − η·∂L/∂K and b ← b − η·∂L/∂b, as a new layer.</summary>
    /// <exception cref="ArgumentException">The gradients have not the shapes of the parameters.</exception>
    public ConvolutionalLayer<T> Step(LayerGradients<T> gradients, T rate)
    {
        Require.Shape(gradients.Weight, nameof(gradients), weight.GetLength(0), weight.GetLength(1),
            weight.GetLength(2), weight.GetLength(3));
        Require.Shape(gradients.Bias, nameof(gradients), bias.Length);
        var next = new ConvolutionalLayer<T>(weight, bias, Stride, Padding, Dilation, Groups);
        for (int o = 0; o < weight.GetLength(0); o++)
        {
            next.bias[o] -= rate * gradients.Bias[o];
            for (int c = 0; c < weight.GetLength(1); c++)
            {
                for (int a = 0; a < weight.GetLength(2); a++)
                {
                    for (int b = 0; b < weight.GetLength(3); b++)
                        next.weight[o, c, a, b] -= rate * gradients.Weight[o, c, a, b];
                }
            }
        }
        return next;
    }

    /// <summary>The layer on this input as a problem, with a batch of 1.</summary>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public ConvolutionProblem ProblemFor(T[,,] X) => new(
        1, X.GetLength(0), weight.GetLength(0),
        [
            new SpatialAxis(X.GetLength(1), weight.GetLength(2), Stride, Dilation, Padding, Padding),
            new SpatialAxis(X.GetLength(2), weight.GetLength(3), Stride, Dilation, Padding, Padding),
        ],
        Groups, bias: true);

    // [c, h, w] → [1, c, h, w], over the same memory; Reshape would refuse some images of height or width 1.
    private static TensorSpan<T> Batched(T[,,] image) =>
        new(image, [0, 0, 0], [1, image.GetLength(0), image.GetLength(1), image.GetLength(2)], []);

    private static T[,,,] WithChannels(T[,] kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var weight = new T[1, 1, kernel.GetLength(0), kernel.GetLength(1)];
        for (int a = 0; a < kernel.GetLength(0); a++)
        {
            for (int b = 0; b < kernel.GetLength(1); b++) weight[0, 0, a, b] = kernel[a, b];
        }
        return weight;
    }
}
