using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Conformance.Suite.Reports;

/// <summary>The JSON Schema of a report, made from the types that are written: docs/report.schema.json.</summary>
public static class ReportSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The schema as JSON, in the draft of 2020-12.</summary>
    public static string ToJson()
    {
        JsonObject types = RunReport.Options.GetJsonSchemaAsNode(typeof(RunReport), new() { TreatNullObliviousAsNonNullable = true }).AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Convolution conformance report",
            ["description"] = $"Version {RunReport.Version}. Written by --json, read by the verb \"report\".",
        };
        foreach (var (name, value) in types.ToList())
        {
            types.Remove(name);
            schema[name] = value;
        }
        schema["properties"]!["schemaVersion"] = new JsonObject { ["const"] = RunReport.Version };
        ((JsonArray?)schema["required"])?.Insert(0, "schemaVersion");
        return schema.ToJsonString(Indented) + "\n";
    }
}
