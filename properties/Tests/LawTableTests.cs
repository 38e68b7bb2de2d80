using Conformance.Laws;

namespace Conformance.PropertyTests;

/// <summary>Every law against every seeded fault: the table of docs/LAWS.md, which takes a minute to make.</summary>
[Trait("Tier", "slow")]
public class LawTableTests
{
    private static readonly LawTable Table = LawTable.Make(WrongEngines.All);

    [Fact]
    public void There_is_no_law_without_a_kill() =>
        Assert.All(Table.Laws, law => Assert.True(Table.KilledBy(law).Any(), $"{law} finds no seeded fault"));

    [Fact]
    public void There_is_no_fault_without_a_killer() =>
        Assert.All(Table.Engines, engine => Assert.True(Table.KillersOf(engine).Any(), $"{engine.Id} survives all laws"));

    [Fact]
    public void Every_fault_is_found_by_a_law_that_needs_no_oracle() =>
        Assert.All(Table.Engines, engine => Assert.True(Table.KillersOf(engine).Any(law => !law.UsesOracle), $"{engine.Id} is found by the oracle only"));

    [Fact]
    public void The_page_of_laws_is_up_to_date()
    {
        using var reader = new StreamReader(typeof(LawTableTests).Assembly.GetManifestResourceStream("LAWS.md")!);
        string page = reader.ReadToEnd().ReplaceLineEndings("\n"), made = LawPage.Write(Table);
        // A fault that is a race may not show on a loaded machine; it does not hide twice.
        Assert.Equal(page, made == page ? made : LawPage.Write(LawTable.Make(WrongEngines.All)));
    }
}
