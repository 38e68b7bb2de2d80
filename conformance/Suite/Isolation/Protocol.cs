using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>The words of the protocol; docs/PROTOCOL.md is its specification.</summary>
internal static class Protocol
{
    /// <summary>Raised when a program that speaks the old one would misunderstand the new.</summary>
    public const int Version = 1;

    private static readonly string[] Accuracies = ["componentwise", "summed-in-float", "normwise"];
    private static readonly string[] Calls = ["dense", "repeat", "strided", "prepared", "guarded-end", "guarded-start"];

    public static string NameOf(AccuracyClass accuracy) => Accuracies[(int)accuracy];

    public static string NameOf(CallKind call) => Calls[(int)call];

    public static string NameOf(ElementType type) => type switch { ElementType.F16 => "f16", ElementType.F32 => "f32", _ => "f64" };

    /// <exception cref="InvalidDataException">There is no such call.</exception>
    public static CallKind CallOf(string name) => (CallKind)Find(Calls, name, "call");

    /// <exception cref="InvalidDataException">There is no such class.</exception>
    public static AccuracyClass AccuracyOf(string name) => (AccuracyClass)Find(Accuracies, name, "accuracy");

    /// <exception cref="InvalidDataException">There is no such element type.</exception>
    public static ElementType TypeOf(string name) => (ElementType)Find(["f16", "f32", "f64"], name, "type");

    private static int Find(string[] names, string name, string what) =>
        Array.IndexOf(names, name) is >= 0 and var index
            ? index
            : throw new InvalidDataException($"{what} \"{name}\": must be one of {string.Join(", ", names)}");
}
