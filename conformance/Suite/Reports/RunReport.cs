using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Running;
using Conformance.Suite.Sharding;

namespace Conformance.Suite.Reports;

/// <summary>An engine that could not be run, and what would help.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">What is missing.</param>
/// <param name="Install">The command that installs it.</param>
public sealed record AbsentEngine(string Name, string Reason, string Install);

/// <summary>Everything that a run found.</summary>
/// <param name="Settings">What the run was asked for: profile, miss level, seed.</param>
/// <param name="Results">Every verdict.</param>
/// <param name="Absent">Engines that were not run.</param>
public sealed record RunReport(
    IReadOnlyDictionary<string, string> Settings, IReadOnlyList<CaseResult> Results,
    IReadOnlyList<AbsentEngine> Absent)
{
    /// <summary>Of the JSON form.</summary>
    internal const int Version = 1;

    internal static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of the JSON form: raised when a reader of the old one would misread the new.</summary>
    public int SchemaVersion { get; } = Version;

    /// <summary>Whether the run was interrupted: what it did not come to is missing.</summary>
    [JsonPropertyName("partial")]
    public bool IsPartial { get; init; }

    /// <summary>Which part of a run this is; null for a whole one.</summary>
    public ShardRecord? Shard { get; init; }

    /// <summary>The engines that were put under test, in order.</summary>
    public IReadOnlyList<TestedEngine> Engines { get; init; } = [];

    /// <summary>Results that show an engine wrong.</summary>
    [JsonIgnore]
    public IEnumerable<CaseResult> Failures => Results.Where(r => r.Verdict.IsFailure);

    /// <summary>How the engines stand with the laws of convolution; empty where those were not checked.</summary>
    public IReadOnlyList<LawUse> Laws { get; init; } = [];

    /// <summary>How accurate the engines are; empty where that was not measured.</summary>
    public IReadOnlyList<AccuracyProfile> Profiles { get; init; } = [];

    /// <summary>What the engines do with special values; empty where that was not tried.</summary>
    public IReadOnlyList<SpecialValue> SpecialValues { get; init; } = [];

    /// <summary>What the engines that failed in f32 behave like; empty where that was not asked.</summary>
    public IReadOnlyList<EngineDiagnosis> Diagnoses { get; init; } = [];

    /// <summary>Whether anything shows an engine wrong: a verdict or a law.</summary>
    [JsonIgnore]
    public bool HasFailures => Failures.Any() || Laws.Any(law => law.Broken > 0);

    /// <summary>The kernels that really ran, of the engines that name them.</summary>
    public IReadOnlyList<KernelUse> Kernels => KernelUse.Count(Results);

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads a report that was written as JSON.</summary>
    /// <inheritdoc cref="ReportFile.Read" path="/exception"/>
    public static RunReport Read(string path) => ReportFile.Read(path);

    /// <summary>Writes a whole file or none: a half-written report never takes the place of a whole one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void WriteFile(string path, string text)
    {
        string unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, path, overwrite: true);
    }
}
