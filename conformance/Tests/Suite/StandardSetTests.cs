using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>What the standard set itself must keep.</summary>
public class StandardSetTests
{
    [Fact]
    public void No_case_is_vacuous()
    {
        foreach (FilledCase item in CaseFiles.Standard<float>(1e-6, seed: 1).OfType<FilledCase>().Where(c => c.Fill == FillKind.Exact))
            Assert.True(Vacuity.Find(item.Materialise<float>()) is null, item.Describe(ElementType.F32));
    }

    [Fact]
    public void No_problem_stands_twice()
    {
        var lines = CaseFiles.StandardLines().Select(entry => entry.Line.ToString()).ToList();
        Assert.Equal(lines.Distinct(), lines);
    }

    [Fact]
    public void Every_line_is_written_as_it_would_be_printed_or_says_more() =>
        Assert.All(CaseFiles.StandardLines(), entry => Assert.Equal(entry.Line, ProblemLine.Parse(entry.Line.ToString())));

    [Fact]
    public void The_oracle_agrees_with_every_case_worked_by_hand()
    {
        Assert.Equal(9, CaseFiles.WorkedCases().Count);
        Assert.All(CaseFiles.WorkedCases(), worked =>
        {
            worked.Materialise<float>();
            worked.Materialise<double>();
            worked.Materialise<Half>();
        });
    }

    [Fact]
    public void A_worked_case_with_a_wrong_number_is_refused()
    {
        WorkedCase right = CaseFiles.WorkedCases()[0];
        WorkedCase wrong = right with { Output = [19, 25, 37, 44] };
        Assert.Throws<InvalidDataException>(wrong.Materialise<float>);
    }
}
