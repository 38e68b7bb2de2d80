using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>
/// All verdicts in little space: for each case one character for each engine. A page of fifty thousand verdicts stays
/// below a megabyte, and is searched in a few milliseconds.
/// </summary>
internal sealed class VerdictData
{
    /// <summary>Cases that all engines pass are left out beyond this many.</summary>
    private const int MostCases = 40_000;

    private readonly Dictionary<string, int> reasons = [];
    private readonly Dictionary<(string, Spec.ElementType), int> engines = [];
    private readonly Dictionary<string, int> features = [];

    public VerdictData(IReadOnlyList<CaseResult> results, IReadOnlyList<CaseResult> inFull)
    {
        foreach (CaseResult result in results) engines.TryAdd((result.Engine, result.Type), engines.Count);
        Kinds = [.. results.Select(result => result.Verdict.Kind).Distinct().Order()];
        Dictionary<CaseResult, int> detail = new(ReferenceEqualityComparer.Instance);
        foreach (CaseResult result in inFull) detail.Add(result, detail.Count);
        Row? row = null;
        foreach (CaseResult result in results)
        {
            int slot = engines[(result.Engine, result.Type)];
            // A case may occur twice, as when two ONNX folders hold the same problem.
            if (row is null || row.Line != result.Case || row.Verdicts.ContainsKey(slot)) Cases.Add(row = new Row(result.Case, Index(features, result.Feature)));
            row.Verdicts[slot] = Kinds.IndexOf(result.Verdict.Kind);
            if (result.Verdict.Reason.Length > 0) row.Notes[slot] = Index(reasons, result.Verdict.Reason);
            if (detail.TryGetValue(result, out int number)) row.Details[slot] = number;
        }
        int passed = Kinds.IndexOf(VerdictKind.Passed), before = Cases.Count;
        if (before > MostCases) Cases.RemoveAll(of => of.Verdicts.Values.All(kind => kind == passed));
        Omitted = before - Cases.Count;
    }

    internal static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public IEnumerable<string[]> Engines => engines.Keys.Select(key => new[] { key.Item1, Html.Name(key.Item2) });

    public IEnumerable<string> Features => features.Keys;

    public IEnumerable<string> Reasons => reasons.Keys;

    public IEnumerable<string[]> Signs => Kinds.Select(kind => VerdictSign.Of(kind)).Select(sign => new[] { sign.Sign, sign.Words, sign.Style });

    /// <summary>[line, feature, a letter for each engine, reasons by engine, failures in full by engine].</summary>
    [JsonPropertyName("cases")]
    public IEnumerable<object[]> Packed => Cases.Select(row => row.Pack(engines.Count));

    [JsonIgnore]
    public List<VerdictKind> Kinds { get; }

    [JsonIgnore]
    public int Omitted { get; }

    private List<Row> Cases { get; } = [];

    private static int Index(Dictionary<string, int> all, string text)
    {
        all.TryAdd(text, all.Count);
        return all[text];
    }

    private sealed record Row(string Line, int Feature)
    {
        public Dictionary<int, int> Verdicts { get; } = [];

        public Dictionary<int, int> Notes { get; } = [];

        public Dictionary<int, int> Details { get; } = [];

        /// <summary>"a" is the first kind of verdict; a blank, none.</summary>
        public object[] Pack(int slots)
        {
            string letters = string.Concat(Enumerable.Range(0, slots).Select(slot => Verdicts.TryGetValue(slot, out int kind) ? (char)('a' + kind) : ' ')).TrimEnd();
            return Details.Count > 0 ? [Line, Feature, letters, Notes, Details] : Notes.Count > 0 ? [Line, Feature, letters, Notes] : [Line, Feature, letters];
        }
    }
}
