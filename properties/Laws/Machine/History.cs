using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>
/// The stateful law: a random sequence of what a program does with one engine. The model is an engine that has never
/// been called, on copies: each step of the sequence must give what it gives.
/// </summary>
public static class History
{
    private const int Steps = 8;

    /// <summary>The law.</summary>
    public static Law AnySequence { get; } = new(
        "Any_sequence_of_calls_gives_what_fresh_engines_give",
        "prepare, run, change weights in place, change input in place, change shape, empty call, dispose: each y = y of a fresh engine",
        "IConvolution<T>, IPreparedConvolution<T>", _ => true,
        context =>
        {
            using var session = new Session(context);
            for (int step = 0; step < Steps; step++)
                if (session.Step() is { } wrong) return $"step {step + 1} ({string.Join(", ", session.Done)}): {wrong}";
            return null;
        });

    /// <summary>An engine with its buffers, as a program holds them.</summary>
    private sealed class Session(LawContext context) : IDisposable
    {
        private readonly ConvolutionProblem[] problems = Variants(context.Problem);
        private readonly Dictionary<ConvolutionProblem, Tensor> inputs = [];
        private readonly Tensor weight = context.Weight.Copy(), bias = context.Draw([(nint)context.Problem.OutputChannels]);
        private ConvolutionProblem current = context.Problem;
        private (IPreparedConvolution<float> Engine, ConvolutionProblem Problem, Tensor Weight, Tensor Bias)? prepared;

        /// <summary>What was done, for a report.</summary>
        public List<string> Done { get; } = [];

        private Tensor Input => inputs.TryGetValue(current, out Tensor? x) ? x : inputs[current] = context.Draw(current.InputShape);

        public string? Step()
        {
            switch (context.Between(0, 7))
            {
                case 0: Done.Add("change a weight"); Change(weight); return Run();
                case 1: Done.Add("change the bias"); Change(bias); return Run();
                case 2: Done.Add("change the input"); Change(Input); return Run();
                case 3: current = problems[context.Between(0, problems.Length - 1)]; Done.Add($"take {current}"); return Run();
                case 4: return RunEmpty();
                case 5: Prepare(); return RunPrepared();
                case 6: return RunPrepared();
                default: return Run();
            }
        }

        public void Dispose() => prepared?.Engine.Dispose();

        private string? Run()
        {
            Done.Add("run");
            Tensor b = LawContext.Given(current, bias);
            return context.Same(
                context.Convolve(context.Subject.Fresh(), current, Input.Copy(), weight.Copy(), b.Copy()),
                context.Convolve(current, Input, weight, b));
        }

        private string? RunEmpty()
        {
            Done.Add("empty call");
            ConvolutionProblem empty = current.With(batch: 0);
            context.Convolve(empty, new Tensor(empty.InputShape), weight, LawContext.Given(empty, bias));
            return Run();
        }

        private void Prepare()
        {
            if (context.Subject.Engine is not IPreparableConvolution<float> engine) return;
            if (prepared is not null) Done.Add("dispose");
            Dispose();
            Done.Add("prepare");
            Tensor b = LawContext.Given(current, bias);
            context.Run(current, engine, () => prepared = (engine.Prepare(current, weight.View, b.View), current, weight.Copy(), b.Copy()),
                Input, weight, b);
        }

        private string? RunPrepared()
        {
            if (prepared is not { } p) return Run();
            Done.Add("run prepared");
            Tensor x = context.Draw(p.Problem.InputShape), y = new(p.Problem.OutputShape);
            Array.Fill(y.Values, float.NaN);
            context.Run(p.Problem, context.Subject.Engine, () => p.Engine.Run(x.View, y.Target), x, p.Weight, p.Bias);
            return context.Same(context.Convolve(context.Subject.Fresh(), p.Problem, x, p.Weight, p.Bias), y);
        }

        private void Change(Tensor values)
        {
            if (values.Values.Length > 0) values.Values[context.Between(0, values.Values.Length - 1)] += context.Between(1, 3);
        }

        private static ConvolutionProblem[] Variants(ConvolutionProblem p)
        {
            SpatialAxis last = p.Axes[^1];
            return
            [
                p, p.With(strict: !p.IsStrict), p.With(bias: !p.HasBias), p.With(batch: p.Batch + 1),
                p.WithAxis(p.Axes.Length - 1, last with { Size = last.Size + 1 }),
                p.WithAxis(p.Axes.Length - 1, last with { Stride = last.Stride + 1 }),
            ];
        }
    }
}
