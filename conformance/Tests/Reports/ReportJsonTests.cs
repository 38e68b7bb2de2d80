using System.Text.Json.Nodes;
using Conformance.Suite.Reports;
using NJsonSchema;

namespace Conformance.Tests;

/// <summary>The JSON form: it reads back, it keeps to its schema, and what is none is told.</summary>
public class ReportJsonTests
{
    [Fact]
    public void A_report_reads_back_as_it_was()
    {
        string json = FailingReport.Report.ToJson(), path = FailingReport.Temporary(json);
        Assert.Equal(json, RunReport.Read(path).ToJson());
        File.Delete(path);
    }

    [Fact]
    public async Task A_report_keeps_to_the_schema_and_a_damaged_one_does_not()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ReportSchema.ToJson());
        JsonNode report = JsonNode.Parse(FailingReport.Report.ToJson())!;
        Assert.Empty(schema.Validate(report.ToJsonString()));
        report["results"]![0]!["verdict"]!["kind"] = "splendid";
        Assert.NotEmpty(schema.Validate(report.ToJsonString()));
        report["results"]![0]!["verdict"]!["kind"] = "passed";
        report["results"]![0]!.AsObject().Remove("case");
        Assert.NotEmpty(schema.Validate(report.ToJsonString()));
    }

    [Fact]
    public void The_schema_in_the_documents_is_that_of_the_code()
    {
        string written = File.ReadAllText(Samples.Repository("docs/report.schema.json")).ReplaceLineEndings("\n");
        Assert.True(written == ReportSchema.ToJson(), "docs/report.schema.json is out of date; write it with: report --schema docs/report.schema.json");
    }

    [Theory]
    [InlineData("{}", "\"schemaVersion\" is missing")]
    [InlineData("[1, 2]", "\"schemaVersion\" is missing")]
    [InlineData("not JSON", "no report")]
    [InlineData("", "no report")]
    [InlineData("{\"schemaVersion\": 99}", "\"schemaVersion\" is 99, where 1 can be read")]
    [InlineData("{\"schemaVersion\": \"one\"}", "\"schemaVersion\" is \"one\"")]
    [InlineData("{\"schemaVersion\": 1}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": [{}], \"absent\": []}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": null, \"absent\": []}", "no report")]
    public void What_is_no_report_is_one_clear_line(string text, string part)
    {
        string path = FailingReport.Temporary(text);
        var (code, error) = BadInputTests.Run(["report", path]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains(path, error);
        Assert.Contains(part, error);
        File.Delete(path);
    }

    [Fact]
    public void A_truncated_report_is_one_clear_line()
    {
        string path = FailingReport.Temporary(FailingReport.Report.ToJson()[..^100]);
        var (code, error) = BadInputTests.Run(["report", path]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        File.Delete(path);
    }
}
