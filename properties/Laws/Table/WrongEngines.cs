using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>The seeded faults as engines that laws can try.</summary>
public static class WrongEngines
{
    /// <summary>Every one that laws can show.</summary>
    public static IReadOnlyList<WrongEngine> All { get; } =
    [
        .. FaultBank.All.Where(fault => fault.UnseenByLawsBecause.Length == 0).Select(fault => new WrongEngine(
            fault.Id, fault.Class, fault.Sentence, fault.Source, fault.Trigger, Subject(fault))),
    ];

    /// <summary>The engine with a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="type">Float or double.</param>
    public static LawSubject Subject(SeededFault fault, ElementType type = ElementType.F32) => type == ElementType.F64
        ? LawSubject.OfDouble(fault.Id, AccuracyClass.Componentwise, fault.CreateEngine<double>)
        : new(fault.Id, AccuracyClass.Componentwise, fault.CreateEngine<float>);
}
