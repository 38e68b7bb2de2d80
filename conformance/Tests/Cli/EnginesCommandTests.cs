using Conformance.Cli;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>The list of engines holds those from outside too, each with what it is called by and what installs it.</summary>
public class EnginesCommandTests
{
    [Fact]
    public void The_list_has_the_catalogue_and_all_that_comes_from_outside()
    {
        using var console = new TestConsole();
        console.Profile.Width = 400;
        Assert.Equal(0, Application.Run(["engines"], console, TextWriter.Null));
        string[] lines = console.Output.Split('\n');
        Assert.All(EngineSelection.Known, entry => Assert.Contains(lines, line => line.Contains($" {entry.Name} ", StringComparison.Ordinal)));
        foreach (Adapter adapter in Adapter.All)
        {
            string line = Assert.Single(lines, line => line.StartsWith($"  {adapter.Name}  ", StringComparison.Ordinal));
            Assert.Contains(adapter.Engine, line, StringComparison.Ordinal);
            Assert.Contains(adapter.Origin, line, StringComparison.Ordinal);
            Assert.Contains(adapter.IsHere() ? "here" : $"not here; install with: {adapter.Install}", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_list_names_is_in_the_repository() =>
        Assert.All(Adapter.All.SelectMany(adapter => $"{adapter.Engine} {adapter.Origin}".Split(' ')).Where(word => word.StartsWith("conformance/samples/", StringComparison.Ordinal)),
            file => Assert.True(File.Exists(Samples.Repository(file)), file));
}
