using Conformance.Mutants.Building;
using Conformance.Mutants.Results;

namespace Conformance.Tests.Mutants;

/// <summary>What is read of Stryker's report, and of the list of mutants that mean the same.</summary>
public sealed class MutantReportTests : IDisposable
{
    private const string Report = """
        { "projectRoot": "/p", "files": { "/p/Gemm/Tile.cs": { "source": "a\r\n  int b = c + d;\r\n", "mutants": [
            { "id": "7", "replacement": "c\n   - d", "status": "Survived", "location": { "start": { "line": 2, "column": 11 } } },
            { "id": "3", "replacement": "", "status": "NoCoverage", "location": { "start": { "line": 1, "column": 1 } } },
            { "id": "4", "replacement": "", "status": "CompileError", "location": { "start": { "line": 1, "column": 1 } } },
            { "id": "5", "replacement": "", "status": "Ignored", "location": { "start": { "line": 1, "column": 1 } } } ] } } }
        """;

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Mutants_come_in_order_with_their_lines_and_without_those_that_cannot_be_tried()
    {
        File.WriteAllText(file, Report);
        Assert.Equal([new(3, Path.Combine("Gemm", "Tile.cs"), 1, "a", ""), new(7, Path.Combine("Gemm", "Tile.cs"), 2, "int b = c + d;", "c - d")], Mutant.Read(file));
    }

    [Fact]
    public void The_first_reason_whose_file_and_pattern_fit_counts()
    {
        var reasons = Read("# time", "Gemm/*.cs\tc \\+ d.*=> c - d", "", "# order", "*\tc - d", "Rows/*\tx");
        var mutant = new Mutant(7, Path.Combine("Gemm", "Tile.cs"), 2, "int b = c + d;", "c - d");
        Assert.Equal("time", reasons.Of(mutant));
        Assert.Equal("order", reasons.Of(mutant with { File = "Top.cs" }));
        Assert.Null(reasons.Of(mutant with { Replacement = "c * d" }));
        Assert.Equal(["Rows/*\tx"], reasons.Idle([mutant]));
    }

    [Fact]
    public void A_line_that_is_neither_reason_nor_pattern_is_named()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Read("# time", "no tab here"));
        Assert.Contains("line 2", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Read("*\tbefore any reason"));
    }

    [Fact]
    public void A_run_that_is_broken_off_goes_on_where_it_was()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            new Verdicts(folder).Add(4, new("passed", ""));
            new Verdicts(folder).Add(4, new("killed", "T"), "why");
            var verdicts = new Verdicts(folder);
            Assert.Equal(new("killed", "T"), verdicts[4]);
            Assert.False(verdicts[4]!.IsAlive);
            Assert.Null(verdicts[5]);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private Reasons Read(params string[] lines)
    {
        File.WriteAllLines(file, lines);
        return new(file);
    }
}
