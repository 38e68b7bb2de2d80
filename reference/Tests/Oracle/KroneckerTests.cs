using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>
/// The oracle against exact polynomial multiplication. A full strict convolution is the product of two polynomials;
/// Kronecker substitution puts the coefficients into the digits of two large integers, whose product has those of
/// the result.
/// </summary>
public class KroneckerTests
{
    private const int Base = 40; // bits a coefficient; every one stays below 2^39 in magnitude

    [Fact]
    public void A_full_strict_convolution_is_a_product_of_large_integers()
    {
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            int axes = random.Next(1, 4);
            var problem = new ConvolutionProblem(1, 1, 1,
                Enumerable.Range(0, axes).Select(_ => Padding.Full.Resolve(new SpatialAxis(random.Next(1, 7), random.Next(1, 6)))),
                strict: true);
            int[] x = RandomCases.Fill(problem.InputCount, () => random.Next(-999, 1000));
            int[] w = RandomCases.Fill(problem.WeightCount, () => random.Next(-999, 1000));

            // The digits of an axis: as many as the result has, so that no product reaches into the next row.
            long[] outputs = [.. problem.Axes.Select(a => a.Output)];
            BigInteger product = Pack(x, [.. problem.Axes.Select(a => a.Size)], outputs)
                * Pack(w, [.. problem.Axes.Select(a => a.Kernel)], outputs);

            Assert.Equal(Unpack(product, (int)problem.OutputCount), ExactOracle.EvaluateIntegers<int>(problem, x, w, []));
            float[] asFloats = ExactOracle.Evaluate<float>(problem, [.. x.Select(v => (float)v)], [.. w.Select(v => (float)v)], [])
                .Values.ToArray();
            Assert.Equal(Unpack(product, (int)problem.OutputCount).Select(v => (float)v), asFloats);
        }
    }

    private static BigInteger Pack(int[] values, long[] shape, long[] digits)
    {
        BigInteger sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            long rest = i, place = 0, weight = 1;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += rest % shape[axis] * weight;
                rest /= shape[axis];
                weight *= digits[axis];
            }
            sum += new BigInteger(values[i]) << (int)(place * Base);
        }
        return sum;
    }

    private static int[] Unpack(BigInteger packed, int count)
    {
        var digits = new int[count];
        BigInteger modulus = BigInteger.One << Base, half = modulus >> 1;
        for (int i = 0; i < count; i++)
        {
            BigInteger digit = ((packed % modulus) + modulus) % modulus;
            if (digit >= half) digit -= modulus;
            digits[i] = (int)digit;
            packed = (packed - digit) >> Base;
        }
        Assert.Equal(BigInteger.Zero, packed);
        return digits;
    }
}
