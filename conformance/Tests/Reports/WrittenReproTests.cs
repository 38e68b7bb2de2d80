using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A failure in every form that runs it again, word for word.</summary>
public class WrittenReproTests
{
    private static readonly (string Name, CaseResult Result)[] Cases =
    [
        ("numbers written out", Result("forward f32 exact@1 mb1ic1ih3iw4oc2kh2kw2ph1pw0qh0qw2sh2sw1dh1")),
        ("groups, a bias, strict, double", Result("strict f64 exact@1 bias g2mb1ic2ih3iw3oc2kh2kw2", ElementType.F64)),
        ("real numbers in Half along one axis", Result("forward f16 real@3 mb1ic1iw4oc1kw2", ElementType.F16)),
        ("many exact numbers", Result("forward f32 exact@4 bias mb1ic3ih9iw9oc4kh3kw3")),
        ("many exact numbers in Half", Result("forward f16 exact@4 mb1ic3ih9iw9oc4kh3kw3", ElementType.F16)),
        ("many exact numbers in double, strict, three axes", Result("strict f64 exact@4 mb1ic3id4ih9iw9oc4kd2kh3kw3", ElementType.F64)),
        ("many real numbers", Result("forward f32 real@4 mb1ic3ih9iw9oc4kh3kw3")),
        ("a crop before on one axis", Result("forward f32 exact@1 mb1ic1ih5iw5oc1kh2kw2pw-1")),
        ("a crop behind on one axis", Result("forward f32 exact@1 mb1ic1ih5iw5oc1kh2kw2qh-1")),
        ("no image", Result("forward f32 exact@1 mb0ic1ih5iw5oc1kh2kw2")),
        ("no rows", Result("forward f32 exact@1 mb1ic1ih0iw5oc1kh1kw2ph1")),
        ("worked by hand", Result(CaseFiles.WorkedCases()[0].Describe(ElementType.F32))),
        ("numbers from outside", Result("forward f32 mb1ic1iw3oc1kw2 (a folder)")),
        ("too many terms for an exact fill", Result("forward f16 exact@1 mb1ic4096iw1oc1kw1", ElementType.F16)),
        ("special numbers", Result("forward f32 exact@1 mb1ic1iw3oc1kw2", expected: double.NegativeInfinity, actual: double.NaN) with { Engine = "C:\\odd \"name\"\n$" }),
        ("another special number", Result("forward f32 exact@1 mb1ic1iw3oc1kw2", expected: double.PositiveInfinity, actual: 1e-9)),
        ("no place", Result("forward f32 exact@1 mb1ic1iw3oc1kw2") with { Verdict = new Verdict(VerdictKind.Crashed, "it\r\nwas gone") }),
    ];

    [Fact]
    public void Every_form_is_the_one_that_is_written_down() => Golden.Check("repros.txt", string.Concat(Cases.SelectMany(item => Repros.All.Select(writer =>
        $"======== {item.Name}: {writer.Name}\n{writer.Write(ReproCase.Of(item.Result))}"))));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("auto-1_2./:@", "auto-1_2./:@")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a$b", "'a$b'")]
    [InlineData("it's $1", "'it'\\''s $1'")]
    [InlineData("say \"no\"", "'say \"no\"'")]
    [InlineData("back\\slash", "'back\\slash'")]
    [InlineData("now!", "'now!'")]
    [InlineData("`x`", "'`x`'")]
    public void A_word_of_a_shell_is_quoted_where_it_must_be(string word, string quoted) => Assert.Equal(quoted, Shell.Quote(word));

    private static CaseResult Result(string line, ElementType type = ElementType.F32, double expected = 1.5, double actual = 2.25)
    {
        var mismatch = new Mismatch([0, 0, 1], expected, actual, 0.75, 0, 1, 4);
        return new("auto", type, "basic", line, new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch));
    }
}
