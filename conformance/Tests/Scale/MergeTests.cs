using Conformance.Cli;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Conformance.Suite.Sharding;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>The reports of parts, joined, are the report of one run.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Trait("Tier", "slow")]
    public void Joined_parts_equal_one_run_with_its_laws()
    {
        string[] run = ["run", "--engine", "naive", "--engine", "onnxruntime", "--type", "f32", "--type", "f64", "--laws", "1", "--miss", "0.5"];
        Assert.Equal(("", 0), Do([.. run, "--json", In("whole.json"), "--html", In("whole.html")]));
        string[] parts = [.. Enumerable.Range(1, 3).Select(index => In($"part-{index}.json"))];
        for (int i = 0; i < parts.Length; i++) Assert.Equal(("", 0), Do([.. run, "--json", parts[i], "--html", In("part.html"), "--shard", $"{i + 1}/3"]));
        Assert.Equal(("", 0), Do(["merge", parts[2], parts[0], parts[1], "--json", In("joined.json"), "--html", In("joined.html")]));
        Assert.Equal(File.ReadAllText(In("whole.json")), File.ReadAllText(In("joined.json")));
        Assert.Equal(File.ReadAllText(In("whole.html")), File.ReadAllText(In("joined.html")));
        Assert.Contains("\"broken\": 0", File.ReadAllText(In("joined.json")));

        var (error, code) = Do(["merge", parts[0], parts[1]]);
        Assert.Equal((2, "convcheck: missing: shard 3/3\n"), (code, error.ReplaceLineEndings("\n")));
        (error, code) = Do(["merge", In("whole.json")]);
        Assert.Equal((2, true), (code, error.Contains("whole.json: is the report of a whole run")));
    }

    [Theory]
    [InlineData("b: shard 1/2 again, after a")]
    [InlineData("b: is one of 3 shards, but a one of 2")]
    [InlineData("b: seed is 2, but 1 in a")]
    [InlineData("b: its cases or laws are others than those of a")]
    [InlineData("b: engine naive is version 2, but version 1 in a")]
    [InlineData("b: engine naive was not run, but in a it was")]
    [InlineData("b: engine more was run, but in a it was not")]
    [InlineData("b: is partial")]
    [InlineData("b: holds results of 0 cases, and says that there are 1")]
    [InlineData("b: case 0 is in a too")]
    [InlineData("the shards hold 3 cases together, where the run has 2")]
    [InlineData("engine naive: 1 laws in all shards together, where the run has 2")]
    [InlineData("b: has results of engine stranger, which is not in its list")]
    [InlineData("b: has results of engine foreign")]
    [InlineData("b: extra is 7, but none in a")]
    [InlineData("b: seed is none, but 1 in a")]
    [InlineData("engine naive: 2 laws in all shards together, where the run has 2")]
    [InlineData("b: is the report of a whole run, not of a shard")]
    public void What_is_not_the_other_part_is_refused_with_one_line(string message)
    {
        RunReport a = Part(1), b = Part(2);
        b = message switch
        {
            "b: shard 1/2 again, after a" => b with { Shard = b.Shard! with { Index = 1 } },
            "b: is one of 3 shards, but a one of 2" => b with { Shard = b.Shard! with { Count = 3 } },
            "b: seed is 2, but 1 in a" => b with { Settings = new Dictionary<string, string> { ["seed"] = "2" } },
            "b: its cases or laws are others than those of a" => b with { Shard = b.Shard! with { Fingerprint = "ff" } },
            "b: engine naive is version 2, but version 1 in a" => b with { Engines = [new("naive", "version 2")] },
            "b: engine naive was not run, but in a it was" => b with { Engines = [], Results = [], Laws = [], Shard = b.Shard! with { Held = 0 } },
            "b: engine more was run, but in a it was not" => b with { Engines = [.. b.Engines, new("more", "")] },
            "b: is partial" => b with { IsPartial = true },
            "b: holds results of 0 cases, and says that there are 1" => b with { Results = [] },
            "b: case 0 is in a too" => b with { Results = [b.Results[0] with { Number = 0 }] },
            "the shards hold 3 cases together, where the run has 2" => b with { Shard = b.Shard! with { Cases = 2 } },
            "engine naive: 1 laws in all shards together, where the run has 2" => b with { Laws = [] },
            "b: has results of engine foreign" => b with { Laws = [b.Laws[0] with { Engine = "foreign" }] },
            "b: extra is 7, but none in a" => b with { Settings = new Dictionary<string, string> { ["seed"] = "1", ["extra"] = "7" } },
            "b: seed is none, but 1 in a" => b with { Settings = new Dictionary<string, string>() },
            "engine naive: 2 laws in all shards together, where the run has 2" => b with { Laws = [.. b.Laws, .. a.Laws] },
            "b: is the report of a whole run, not of a shard" => b with { Shard = null },
            _ => b with { Results = [b.Results[0] with { Engine = "stranger" }] },
        };
        var refused = Assert.Throws<InvalidDataException>(() => ShardMerge.Join([("a", a), ("b", b)]));
        Assert.StartsWith(message, refused.Message);
        Assert.Equal(2, ShardMerge.Join([("b", Part(2)), ("a", a)]).Results.Count);
    }

    [Fact]
    public void Parts_that_are_missing_are_all_named()
    {
        Assert.Equal("missing: shard 1/3, 3/3", Assert.Throws<InvalidDataException>(() => ShardMerge.Join([("b", Part(2) with { Shard = Part(2).Shard! with { Count = 3 } })])).Message);
        Assert.Equal("there are no reports to join", Assert.Throws<InvalidDataException>(() => ShardMerge.Join([])).Message);
    }

    [Fact]
    public void The_whole_is_in_the_order_of_cases_types_engines_and_laws()
    {
        RunReport[] parts = [.. new[] { 2, 1 }.Select(index => Part(index) with
        {
            Engines = [new("z", ""), new("naive", "version 1"), new("a", "")],
            Results = [.. new[] { "a", "naive", "z" }.Select(engine => Part(index).Results[0] with { Engine = engine })],
            Laws = [.. from engine in new[] { "a", "z" } from type in new[] { Spec.ElementType.F64, Spec.ElementType.F32 } select Part(index).Laws[0] with { Engine = engine, Type = type }],
            Profiles = [.. from engine in index == 1 ? new[] { "a" } : ["z"] from type in new[] { Spec.ElementType.F64, Spec.ElementType.F32 } select new AccuracyProfile(engine, type, Catalog.AccuracyClass.Componentwise, MeasuredAccuracy.None, 1)],
            Diagnoses = [new("a", 9, index, [], $"of {index}"), .. index == 1 ? new[] { new EngineDiagnosis("z", 9, 1, [], "") } : []],
            SpecialValues = [new(index == 1 ? "a" : "z", "probe", RuleLevel.Must, "", "", true)],
        })];
        RunReport whole = ShardMerge.Join([("b", parts[0]), ("a", parts[1])]);
        Assert.Equal(["0 z", "0 naive", "0 a", "1 z", "1 naive", "1 a"], whole.Results.Select(result => $"{result.Number} {result.Engine}"));
        Assert.Equal(["F32 z 0", "F32 z 1", "F32 a 0", "F32 a 1", "F64 z 0", "F64 z 1", "F64 a 0", "F64 a 1"], whole.Laws.Select(law => $"{law.Type} {law.Engine} {law.Number}"));
        Assert.Equal(["F32 z", "F32 a", "F64 z", "F64 a"], whole.Profiles.Select(profile => $"{profile.Type} {profile.Engine}"));
        Assert.Equal(["z ", "a of 2"], whole.Diagnoses.Select(diagnosis => $"{diagnosis.Engine} {diagnosis.NearestClass}"));
        Assert.Equal(["z", "a"], whole.SpecialValues.Select(value => value.Engine));
        Assert.Null(whole.Shard);
    }

    [Fact]
    public void An_engine_that_died_in_one_part_has_no_laws_in_the_whole()
    {
        RunReport a = Part(1), b = Part(2);
        b = b with { Laws = [], Results = [b.Results[0] with { Verdict = new Verdict(VerdictKind.Crashed, "gone") }] };
        Assert.Empty(ShardMerge.Join([("a", a), ("b", b)]).Laws);
    }

    [Theory]
    [InlineData("{}", "\"schemaVersion\" is missing")]
    [InlineData("[]", "\"schemaVersion\" is missing")]
    [InlineData("{\"schemaVersion\": 99}", "\"schemaVersion\" is 99, where 1 can be read")]
    [InlineData("{\"schemaVersion\": 1}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"results\": [", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": [], \"absent\": null}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": []}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": [], \"absent\": [], \"laws\": null}", "no report")]
    [InlineData("{\"schemaVersion\": 1, \"settings\": {}, \"results\": [], \"absent\": [], \"engines\": null}", "no report")]
    public void A_file_that_is_no_report_is_one_clear_line(string text, string part)
    {
        File.WriteAllText(In("file.json"), text);
        var (error, code) = Do(["merge", In("file.json")]);
        Assert.Equal(2, code);
        Assert.Contains($"file.json: ", Assert.Single(error.TrimEnd('\n').Split('\n')));
        Assert.Contains(part, error);
    }

    private static RunReport Part(int index) => new(
        new Dictionary<string, string> { ["seed"] = "1" },
        [new CaseResult("naive", Spec.ElementType.F32, "tails", $"line {index}", Verdict.Passed) { Number = index - 1 }], [])
    {
        Engines = [new("naive", "version 1")],
        Laws = [new("naive", "family", $"law {index}", 1, 0) { Number = index - 1 }],
        Shard = new ShardRecord(index, 2, "00", Cases: 1, OfCases: 2, Laws: 1, OfLaws: 2) { Held = 1 },
    };

    private string In(string file) => Path.Combine(folder, file);

    private static (string Error, int Code) Do(string[] arguments)
    {
        using var console = new TestConsole();
        using var error = new StringWriter();
        int code = Application.Run(arguments, console, error);
        return (error.ToString(), code);
    }
}
