using System.Numerics.Tensors;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Laws;

/// <summary>What an engine gave on one problem: a digest of the bits of every call, in the exact tier. Equal digests are
/// equal behaviour; null where the engine does not compute the problem.</summary>
internal static class Behaviour
{
    /// <summary>Small enough that sums stay exact when the input is scaled by it; finer than any grid of results.</summary>
    private const float Scale = 1f / 4096;

    /// <summary>Runs one engine over a sequence of problems, so that what it remembers shows.</summary>
    public static ulong?[] Of(IConvolution<float> engine, IReadOnlyList<ConvolutionProblem> problems) =>
        [.. problems.Select(p => Of(engine, p))];

    private static ulong? Of(IConvolution<float> engine, ConvolutionProblem problem)
    {
        if (!engine.Supports(problem).IsSupported) return null;
        var digest = new Digest();
        LawData one = LawData.Draw(problem, 1), two = LawData.Draw(problem, 2);
        float[] small = [.. one.Input.Select(x => x * Scale)], bias = [.. one.Bias.Select(b => b * Scale)];
        foreach (CallKind kind in new[] { CallKind.Dense, CallKind.Strided, CallKind.Prepared })
            digest.Add(EngineCall.Make(engine, kind, new Operands<float>(problem, one.Input, one.Weight, one.Bias)));
        digest.Add(EngineCall.Make(engine, CallKind.Dense, new Operands<float>(problem, small, one.Weight, bias)));
        if (one.Input.Length > 0)
        {
            float[] special = [.. one.Input];
            special[0] = float.NaN;
            digest.Add(EngineCall.Make(engine, CallKind.Dense, new Operands<float>(problem, special, one.Weight, one.Bias)));
        }
        History(engine, problem, one, two, digest);
        return digest.Value;
    }

    /// <summary>Other weights at the same address, another input elsewhere, an empty batch between, the other kernel order.</summary>
    private static void History(IConvolution<float> engine, ConvolutionProblem p, LawData one, LawData two, Digest digest)
    {
        float[] weight = GC.AllocateArray<float>(one.Weight.Length, pinned: true);
        float[] first = Pinned(one.Input), second = Pinned(two.Input);
        one.Weight.CopyTo(weight, 0);
        Call(p, first, one.Bias);
        Call(p, second, one.Bias);
        two.Weight.CopyTo(weight, 0);
        Call(p, second, two.Bias);
        Call(p.With(batch: 0), [], one.Bias);
        Call(p, first, one.Bias);
        Call(p.With(strict: !p.IsStrict), first, one.Bias);

        void Call(ConvolutionProblem problem, float[] input, float[] bias)
        {
            if (!engine.Supports(problem).IsSupported) return;
            var output = new float[problem.OutputCount];
            try
            {
                engine.Convolve(problem, new ReadOnlyTensorSpan<float>(input, problem.InputShape.AsSpan()),
                    new ReadOnlyTensorSpan<float>(weight, problem.WeightShape.AsSpan()),
                    new ReadOnlyTensorSpan<float>(bias, problem.BiasShape.AsSpan()),
                    new TensorSpan<float>(output, problem.OutputShape.AsSpan()));
                digest.Add(output);
            }
            catch (Exception e) when (e is not OutOfMemoryException) { digest.Add(float.NegativeInfinity); }
        }
    }

    private static float[] Pinned(float[] values)
    {
        float[] copy = GC.AllocateArray<float>(values.Length, pinned: true);
        values.CopyTo(copy, 0);
        return copy;
    }

    /// <summary>FNV-1a over the bits of floats; all NaN are one, and both zeros, whose sign has no meaning here.</summary>
    private sealed class Digest
    {
        private float[] dense = [];

        public ulong Value { get; private set; } = 14695981039346656037;

        public void Add(params ReadOnlySpan<float> values)
        {
            foreach (float value in values)
                Value = (Value ^ (float.IsNaN(value) ? 0x7FC00000u : value == 0 ? 0 : BitConverter.SingleToUInt32Bits(value))) * 1099511628211;
        }

        public void Add(CallOutcome<float>? call)
        {
            // An engine that prepares no weights does not differ for that.
            if (call is null) return;
            if (call.Error is not null) Add(float.NegativeInfinity);
            if (call.Kind == CallKind.Dense) dense = call.Output;
            // Engines with and without prepared weights are alike as long as preparing changes nothing.
            if (call.Kind == CallKind.Prepared && call.Error is null && call.Output.SequenceEqual(dense)) return;
            Add(call.Output);
            Add(call.Changed is null ? 0 : call.Changed.Length, call.WroteBeside ? 1 : 0);
        }
    }
}
