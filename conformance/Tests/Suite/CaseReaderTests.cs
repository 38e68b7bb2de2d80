using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>Files of cases and of shapes: what is read, what is passed over and counted, what is refused with which words.</summary>
public sealed class CaseReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Cases_worked_by_hand_are_read_with_numbers_over_several_lines_and_comments()
    {
        WorkedCase[] cases = [.. WorkedCaseReader.Read("f.txt", ["# all", "case one", "problem mb1ic1iw3oc1kw2", "shape 1 1 2", "input 1 2 # more", "input 3", "weight 1 -1", "output -1 -1", "", "case", "problem mb1ic1iw1oc1kw1", "input 2", "weight 3", "bias 1", "output 6.5"])];
        Assert.Equal(["one", "case"], cases.Select(c => c.Title));
        Assert.Equal([1, 2, 3], cases[0].Input);
        Assert.Equal([1, -1], cases[0].Weight);
        Assert.Equal([-1, -1], cases[0].Output);
        Assert.Equal([1], cases[1].Bias);
        Assert.Equal([6.5], cases[1].Output);
        Assert.Equal("book", cases[1].Feature);
        Assert.Empty(WorkedCaseReader.Read("f.txt", ["# nothing"]));
    }

    [Theory]
    [InlineData("f.txt:2: \"inputs 1 2\" does not begin with case, problem, shape, input, weight, bias, output", "case one", "inputs 1 2")]
    [InlineData("f.txt:1: \"input\" does not begin with", "input")]
    [InlineData("f.txt, case \"one\": the output has shape [1, 1, 2]", "case one", "problem mb1ic1iw3oc1kw2", "shape 1 2")]
    [InlineData("f.txt, case \"one\": ", "case one", "problem mb1ic1iw3oc1kw2", "input 1 two")]
    [InlineData("f.txt, case \"one\": ", "case one", "problem mb1ic1iw3")]
    [InlineData("f.txt, case \"\": ", "problem mb1ic1iw3")]
    [InlineData("f.txt, case \"one\": ", "case one", "input 1", "case two", "problem mb1ic1iw1oc1kw1")]
    public void What_is_no_case_is_named_by_file_and_line(string message, params string[] lines) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => WorkedCaseReader.Read("f.txt", lines)).Message);

    [Fact]
    public void A_line_of_the_set_that_cannot_be_read_is_named_by_file_and_line()
    {
        Assert.Equal(["f: mb2ic1iw3oc1kw2", "f: exact@7 mb1ic1iw3oc1kw2"], CaseFiles.ReadLines("f", ["# all", "", "  mb2ic1iw3oc1kw2 ", "exact@7 ic1iw3oc1kw2mb1"]).Select(entry => $"{entry.Feature}: {entry.Line}"));
        Assert.StartsWith("f.txt:2: ", Assert.Throws<InvalidDataException>(() => CaseFiles.ReadLines("f", ["mb1ic1iw3oc1kw2", "mb1 zz7"]).Count()).Message);
    }

    [Fact]
    public void A_worked_case_whose_output_is_wrong_is_named()
    {
        WorkedCase right = CaseFiles.WorkedCases()[0];
        Assert.Equal($"{right.Title}: the written output is not what the oracle finds", Assert.Throws<InvalidDataException>((right with { Output = [19, 25, 37, 44] }).Materialise<float>).Message);
        Assert.True(right.Materialise<float>().IsExact);
    }

    [Fact]
    public void Shapes_are_read_file_by_file_and_what_is_passed_over_is_counted()
    {
        Write("b", "ic1oc1ih5kh2", "ic1oc1iw5kw2", "ic1oc1ih5kh2ph9_n\"odd\"", "mb4096ic3ih224oc64kh7");
        Write("a", "ic2oc1ih5kh2", "--dir=BWD_D ic1oc1ih5kh2");
        Write("c", "garbage at all");
        Write("d", "ic1oc1ih5kh2", "more garbage");
        Write("e", "mb1ic16384ih64oc1kh1");
        Write("f", "# nothing yet");
        ShapeCases shapes = ShapeCases.Read(folder);
        Golden.Check("shapes.txt", string.Concat(shapes.Lines.Select(entry => $"{entry.Feature}: {entry.Line}\n").Concat(shapes.Skipped.Select(skipped => $"{skipped.Value} × {skipped.Key}\n")).Concat(shapes.Bad.Select(bad => $"bad {bad}\n"))).Replace(folder + Path.DirectorySeparatorChar, ""));
    }

    [Theory]
    [InlineData("no line can be read; the first: ", "garbage")]
    [InlineData("holds no shape of a 2-D forward convolution (1 spatial axes; not forward)", "ic1oc1iw5kw2", "--dir=BWD_D ic1oc1ih5kh2")]
    [InlineData("holds no shape of a 2-D forward convolution (a tensor of more than 33554432 elements)", "mb1ic16384ih64oc1kh1")]
    public void A_file_without_a_shape_is_refused(string reason, params string[] lines)
    {
        string path = Write("file", lines);
        Assert.StartsWith($"{path}: {reason}", Assert.Throws<IOException>(() => ShapeCases.Read(path)).Message);
    }

    [Fact]
    public void An_empty_folder_is_refused_without_reasons() =>
        Assert.Equal($"{folder}: holds no shape of a 2-D forward convolution", Assert.Throws<IOException>(() => ShapeCases.Read(folder)).Message);

    [Theory]
    [InlineData("mb32ic1024ih32oc1kh1", 32)]
    [InlineData("mb33ic1024ih32oc1kh1", 16)]
    [InlineData("mb2ic32768ih32oc1kh1", 1)]
    [InlineData("mb64ic1ih32oc1024kh1", 32)]
    public void A_batch_is_halved_until_every_tensor_fits(string line, long batch) =>
        Assert.Equal(batch, Assert.Single(ShapeCases.Read(Write("file", line)).Lines).Line.Problem.Batch);

    [Fact]
    public void Large_shapes_have_an_exact_fill_and_a_real_one_or_the_one_they_name()
    {
        const string Large = "mb1ic64ih32oc64kh1", Small = "mb1ic63ih32oc64kh1";
        Assert.Equal(LargeCase.From, ConvolutionProblem.Parse(Large).MultiplyAdds);
        Assert.Equal([(typeof(LargeCase), "forward f32 exact@9 "), (typeof(LargeCase), "forward f32 real@9 ")], Expand(Large, 9));
        Assert.Equal([(typeof(FilledCase), "forward f32 exact@9 "), (typeof(FilledCase), "forward f32 exact@10 "), (typeof(FilledCase), "forward f32 real@9 ")], Expand(Small, 9));
        Assert.Equal([(typeof(LargeCase), "forward f32 exact@2 ")], Expand($"exact@2 {Large}", 9));
        Assert.Equal([(typeof(LargeCase), "forward f32 real@3 ")], Expand($"real@3 {Large}", 9));
        Assert.Equal([(typeof(LargeCase), "forward f32 real@9 ")], Expand("mb1ic16777216ih1oc1kh1", 9));

        static IEnumerable<(Type, string)> Expand(string line, ulong seed) => ShapeCases.Expand<float>("f", ProblemLine.Parse(line), 0.001, seed)
            .Select(item => (item.GetType(), item.Describe(ElementType.F32)[..^item.Problem.ToString().Length]));
    }

    private string Write(string file, params string[] lines)
    {
        string path = Path.Combine(folder, file);
        File.WriteAllLines(path, lines);
        return path;
    }
}
