using Conformance.Faults;
using Conformance.Forms;
using Conformance.Laws;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The C# that the fuzzer prints compiles, and shows what it found.</summary>
public class SnippetTests
{
    [Theory]
    [InlineData("stride0-all-axes", ElementType.F32)]
    [InlineData("pad-order-tblr", ElementType.F64)]
    public void It_finds_the_wrong_engine_wrong_and_the_right_one_right(string id, ElementType type)
    {
        SeededFault fault = FaultBank.All.Single(f => f.Id == id);
        var fuzzer = new Fuzzer(WrongEngines.Subject(fault, type), LawBook.All, seed: 1);
        // One finding of each law that breaks on the first problems.
        Finding[] findings = [.. fuzzer.Run(() => fuzzer.Problems == 12 && fuzzer.IsAtEndOfProblem).DistinctBy(f => f.Law)];
        Assert.True(findings.Length > 3);
        foreach (Finding finding in findings.Take(4))
        {
            var run = CSharpFile.Compile(Snippet.Write(finding));
            object wrong = type == ElementType.F64 ? fault.CreateEngine<double>() : fault.CreateEngine<float>();
            object right = type == ElementType.F64 ? new NaiveConvolution<double>() : new NaiveConvolution<float>();
            Assert.Equal(LawOutcome.Broken, ((LawResult)run.Invoke(null, [wrong])!).Outcome);
            Assert.Equal(LawOutcome.Holds, ((LawResult)run.Invoke(null, [right])!).Outcome);
        }
    }
}
