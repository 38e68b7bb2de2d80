using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>Packs for one transform F(m×m, r×r), with the registers of a machine.</summary>
internal static class WinogradKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <typeparam name="T512">The transform over registers of 512 bits.</typeparam>
    /// <typeparam name="T256">The same over 256 bits.</typeparam>
    /// <typeparam name="T128">The same over 128 bits.</typeparam>
    public static IPreparedConvolution<T> Pack<T512, T256, T128>(
        VectorWidth width, ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        where T512 : struct, IWinogradTransform<Lanes512<T>, T>
        where T256 : struct, IWinogradTransform<Lanes256<T>, T>
        where T128 : struct, IWinogradTransform<Lanes128<T>, T> => width switch
        {
            VectorWidth.Bits512 when WinogradSupport.SevenRows(problem, T512.Outputs) =>
                new PreparedWinograd<T, Lanes512<T>, Tile7x2<Lanes512<T>, T>, T512>(problem, weight, weightAt, bias, biasStride, threads),
            VectorWidth.Bits512 => new PreparedWinograd<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>, T512>(problem, weight, weightAt, bias, biasStride, threads),
            VectorWidth.Bits256 => new PreparedWinograd<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>, T256>(problem, weight, weightAt, bias, biasStride, threads),
            _ => new PreparedWinograd<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>, T128>(problem, weight, weightAt, bias, biasStride, threads),
        };
}
