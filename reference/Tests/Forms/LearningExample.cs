namespace Conformance.Tests;

/// <summary>
/// The learning example of the book in exact arithmetic. The error e = K − K* of the kernel decides all: the loss is
/// eᵀAe with A the Gram matrix of the windows of X, and a step maps e to Me with M = I − 2ηA, which can be run
/// backwards: e = M⁻¹(Me).
/// </summary>
internal sealed class LearningExample
{
    private readonly Dictionary<string, string> entries = [];

    public LearningExample()
    {
        using Stream stream = typeof(LearningExample).Assembly.GetManifestResourceStream("learning.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            entries.Add(line[..space], line[(space + 1)..]);
        }
        string[] rows = entries["input"].Split(';', StringSplitOptions.TrimEntries);
        int width = rows[0].Split(' ').Length;
        Input = (int[,])FormSamples.Filled(
            new int[rows.Length, width], p => int.Parse(rows[p / width].Split(' ')[p % width]));
        (TrueKernel, PrintedKernel) = (Numbers("true_kernel"), Numbers("printed_kernel"));
        (Rate, Steps) = (Rational.Parse(entries["rate"]), int.Parse(entries["steps"]));
        PrintedSteps = [.. entries["printed_steps"].Split(' ').Select(int.Parse)];
        PrintedLosses = Numbers("printed_losses");
    }

    // [6, 8]
    public int[,] Input { get; }

    public Rational[] TrueKernel { get; }

    public Rational Rate { get; }

    public int Steps { get; }

    public int[] PrintedSteps { get; }

    public Rational[] PrintedLosses { get; }

    public Rational[] PrintedKernel { get; }

    /// <summary>A[a, b] = Σ_i Σ_j X[i, j + a]·X[i, j + b].</summary>
    public Rational[,] Gram()
    {
        var A = (Rational[,])FormSamples.Filled(new Rational[2, 2], _ => Rational.Zero);
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 2; b++)
            {
                for (int i = 0; i < Input.GetLength(0); i++)
                {
                    for (int j = 0; j < Input.GetLength(1) - 1; j++)
                        A[a, b] += new Rational(Input[i, j + a] * Input[i, j + b], 1);
                }
            }
        }
        return A;
    }

    /// <summary>The error e from which so many steps lead to the given one.</summary>
    public Rational[] Before(Rational[] e, int steps)
    {
        Rational[,] A = Gram();
        Rational twice = Rate + Rate;
        Rational m00 = Rational.One - twice * A[0, 0], m01 = -(twice * A[0, 1]);
        Rational m10 = -(twice * A[1, 0]), m11 = Rational.One - twice * A[1, 1];
        Rational determinant = m00 * m11 - m01 * m10;
        for (; steps > 0; steps--)
        {
            e = [(m11 * e[0] - m01 * e[1]) / determinant, (m00 * e[1] - m10 * e[0]) / determinant];
        }
        return e;
    }

    /// <summary>eᵀAe.</summary>
    public Rational Loss(Rational[] e) => Product(e, e);

    /// <summary>dᵀAe.</summary>
    public Rational Product(Rational[] d, Rational[] e)
    {
        Rational[,] A = Gram();
        return d[0] * (A[0, 0] * e[0] + A[0, 1] * e[1]) + d[1] * (A[1, 0] * e[0] + A[1, 1] * e[1]);
    }

    private Rational[] Numbers(string key) => [.. entries[key].Split(' ').Select(Rational.Parse)];
}
