namespace Conformance.Forms;

/// <summary>The gradients of a loss with respect to the operands of a layer.</summary>
/// <param name="Input">∂L/∂X: [c_i, h, w].</param>
/// <param name="Weight">∂L/∂K: [c_o, c_i/g, k_h, k_w].</param>
/// <param name="Bias">∂L/∂b: [c_o].</param>
/// <typeparam name="T">The number type.</typeparam>
public sealed record LayerGradients<T>(T[,,] Input, T[,,,] Weight, T[] Bias);
