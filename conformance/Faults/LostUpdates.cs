namespace Conformance.Faults;

/// <summary>Two threads that add into one output without a lock.</summary>
internal static class LostUpdates
{
    /// <summary>At so many elements the threads wait for each other between load and store, so that one of the two is lost
    /// for certain; at the rest chance decides, as it does outside of tests.</summary>
    private const int Certain = 4;

    /// <summary>What is left of the sum of two parts.</summary>
    public static double[] Add(double[] first, double[] second)
    {
        var output = new double[first.Length];
        using var both = new Barrier(2);
        var other = new Thread(() => AddTo(output, second, both));
        other.Start();
        AddTo(output, first, both);
        other.Join();
        return output;
    }

    private static void AddTo(double[] output, double[] part, Barrier both)
    {
        for (int i = 0; i < output.Length; i++)
        {
            double seen = output[i];
            if (i < Certain) both.SignalAndWait();
            output[i] = seen + part[i];
        }
    }
}
