using System.Numerics;

namespace Conformance.Oracle;

/// <summary>
/// The correctly rounded sum of products. A running sum s and its exact rounding errors (TwoSum, and FMA for the
/// products of doubles) give an interval that holds the true sum. Where both its ends round to the same number, that
/// number is the result; else the sum is done over in integers (Ziv's way). See SPEC.md, "The oracle".
/// </summary>
/// <typeparam name="T">Half, float or double.</typeparam>
internal ref struct TermSum<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Products of doubles below this have an error term that is no longer a double.</summary>
    private static readonly double SmallestSafeProduct = Math.ScaleB(1, -960);

    private readonly ReadOnlySpan<T> input;
    private readonly ReadOnlySpan<T> weight;
    private readonly WindowTable window;
    private readonly double bias;
    private readonly bool hasBias;
    private double sum, error, errorMagnitude;
    private bool certifiable = true;

    /// <param name="input">One group of one batch item: [C_in/g, n…].</param>
    /// <param name="weight">One output channel's kernel: [C_in/g, k…].</param>
    /// <param name="window">The terms.</param>
    /// <param name="bias">The channel's bias, or null.</param>
    public TermSum(ReadOnlySpan<T> input, ReadOnlySpan<T> weight, WindowTable window, T? bias)
    {
        this.input = input;
        this.weight = weight;
        this.window = window;
        (hasBias, this.bias) = (bias is not null, bias is { } b ? double.CreateChecked(b) : 0);
        Terms = window.Count + (hasBias ? 1 : 0);
        Accumulate();
        if (!double.IsFinite(Magnitude)) EvaluateOverflowed();
        else if (!TryCertify()) EvaluateExactly();
    }

    public int Terms { get; }
    public T Value { get; private set; }

    /// <summary>What the true sum is more than the value; where finite terms overflow the type, the true sum itself.</summary>
    public double Remainder { get; private set; }
    public double Magnitude { get; private set; }

    private void Accumulate()
    {
        if (hasBias) Add(bias);
        ReadOnlySpan<int> inputs = window.InputOffsets, weights = window.WeightOffsets;
        for (int i = 0; i < inputs.Length; i++)
        {
            double x = double.CreateChecked(input[inputs[i]]), w = double.CreateChecked(weight[weights[i]]);
            double product = x * w;
            Add(product);
            if (typeof(T) != typeof(double)) continue; // 24 + 24 bits fit in 53: the product is exact
            AddError(Math.FusedMultiplyAdd(x, w, -product));
            if (Math.Abs(product) < SmallestSafeProduct && x != 0 && w != 0) certifiable = false;
        }
    }

    private void Add(double term)
    {
        double next = sum + term; // TwoSum: next + e = sum + term, exactly
        double part = next - sum;
        AddError(sum - (next - part) + (term - part));
        sum = next;
        Magnitude += Math.Abs(term);
    }

    private void AddError(double e)
    {
        error += e;
        errorMagnitude += Math.Abs(e);
    }

    private bool TryCertify()
    {
        if (!certifiable || !double.IsFinite(sum)) return false;
        double low = sum, high = sum;
        if (errorMagnitude != 0)
        {
            // Summing 2n + 2 errors in double is itself off by at most γ(2n + 2)·Σ|e|; twice that is safe.
            double slack = 2 * ErrorBound.Gamma(2L * Terms + 2, FloatFormat.Of<double>().UnitRoundoff) * errorMagnitude;
            low = sum + Math.BitDecrement(error - slack);
            high = sum + Math.BitIncrement(error + slack);
            // A narrower type is rounded a second time: step out over the first rounding.
            if (typeof(T) != typeof(double)) (low, high) = (Math.BitDecrement(low), Math.BitIncrement(high));
        }
        Value = T.CreateChecked(low);
        if (Value != T.CreateChecked(high) || !T.IsFinite(Value)) return false;
        Remainder = TailAfter(double.CreateChecked(Value));
        return true;
    }

    /// <summary>sum + error − value, where the errors may be larger than what is left of the sum.</summary>
    private readonly double TailAfter(double value)
    {
        double high = sum + error;
        double part = high - sum;
        double low = sum - (high - part) + (error - part);
        return high - value + low;
    }

    private void EvaluateExactly()
    {
        Dyadic exact = Dyadic.From(bias);
        ReadOnlySpan<int> inputs = window.InputOffsets, weights = window.WeightOffsets;
        for (int i = 0; i < inputs.Length; i++)
        {
            exact += Dyadic.From(double.CreateChecked(input[inputs[i]]))
                * Dyadic.From(double.CreateChecked(weight[weights[i]]));
        }
        Value = exact.Round<T>();
        Remainder = (T.IsFinite(Value) ? exact - Dyadic.From(double.CreateChecked(Value)) : exact).Round<double>();
    }

    /// <summary>Σ|x·w| is no number: an operand is not finite, or finite operands overflow a double.</summary>
    private void EvaluateOverflowed()
    {
        ReadOnlySpan<int> inputs = window.InputOffsets, weights = window.WeightOffsets;
        bool finite = double.IsFinite(bias);
        double special = bias;
        for (int i = 0; i < inputs.Length; i++)
        {
            double x = double.CreateChecked(input[inputs[i]]), w = double.CreateChecked(weight[weights[i]]);
            if (double.IsFinite(x) && double.IsFinite(w)) continue;
            finite = false;
            special += x * w;
        }
        // Finite terms cannot change a sum of infinities and NaNs.
        if (finite) EvaluateExactly();
        else Value = T.CreateChecked(special);
    }
}
