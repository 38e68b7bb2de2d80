using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>Runs laws on random problems. The same seed gives the same problems and numbers on any machine.</summary>
/// <param name="engine">The engine under test.</param>
/// <param name="laws">The laws.</param>
/// <param name="seed">The seed of all problems.</param>
public sealed class Fuzzer(LawSubject engine, IReadOnlyList<Law> laws, ulong seed)
{
    /// <summary>How many failures of one law are made small; later ones are counted.</summary>
    private const int MostShrunk = 3;

    private readonly Dictionary<Law, int> checks = [], failures = [];

    /// <summary>Problems drawn.</summary>
    public long Problems { get; private set; }

    /// <summary>Law checks that spoke of their problem.</summary>
    public long Checks => checks.Values.Sum(n => (long)n);

    /// <summary>Checks of one law that spoke of their problem.</summary>
    public int ChecksOf(Law law) => checks.GetValueOrDefault(law);

    /// <summary>Checks that found this law broken.</summary>
    public int FailuresOf(Law law) => failures.GetValueOrDefault(law);

    /// <summary>Whether all laws were checked on the problem drawn last.</summary>
    public bool IsAtEndOfProblem { get; private set; } = true;

    /// <summary>Law checks that did not.</summary>
    public long NotApplicable { get; private set; }

    /// <summary>Checks that found a law broken.</summary>
    public long Failures => failures.Values.Sum();

    /// <summary>Checks laws until told to stop, and yields what breaks, made small.</summary>
    /// <param name="stop">Asked before every check.</param>
    public IEnumerable<Finding> Run(Func<bool> stop)
    {
        for (ulong number = 0; !stop(); number++)
        {
            // A number of 31 bits: it stands in lines that people read.
            ulong problemSeed = SplitMix64.Mix(seed, number) >> 33;
            ConvolutionProblem problem = ProblemGenerator.Draw(problemSeed);
            Problems++;
            IsAtEndOfProblem = false;
            foreach (Law law in laws)
            {
                if (stop()) yield break;
                LawResult result = law.Judge(new LawContext(engine, problem, problemSeed));
                if (result.Outcome == LawOutcome.DoesNotApply) NotApplicable++;
                else checks[law] = checks.GetValueOrDefault(law) + 1;
                if (!result.IsBroken) continue;
                failures[law] = failures.GetValueOrDefault(law) + 1;
                if (failures[law] <= MostShrunk) yield return Finding.Shrink(engine, law, problem, problemSeed);
            }
            IsAtEndOfProblem = true;
        }
    }
}
