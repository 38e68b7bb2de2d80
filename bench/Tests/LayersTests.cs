using BenchmarkDotNet.Jobs;
namespace Conformance.Bench.Tests;

public class LayersTests
{
    [Fact]
    public void Layers_are_named_by_name_by_line_and_by_file()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "mb1ic2ih5oc3kh3\nmb2ic1ih4oc1kh2\n");
            Assert.Equal(["small", "", "", ""], Layers.From($"small {file} mb1ic1ih3oc1kh2").Select(Layers.Label));
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Equal(Layers.All, Layers.From(" "));
        Assert.Contains("layer \"nothing\"", Assert.Throws<ArgumentException>(() => Layers.From("nothing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Widths_are_three_jobs_of_one_length()
    {
        var (config, rest) = WidthJobs.Of(["--widths", "--filter", "*", "--job", "dry"]);
        Assert.Equal(["--filter", "*"], rest);
        Assert.Equal(["all registers", "256 bits", "no intrinsics"], config.GetJobs().Select(job => job.ResolvedId));
        Assert.All(config.GetJobs(), job => Assert.Equal(1, job.Run.IterationCount));
        Assert.Equal([0, 1, 1], config.GetJobs().Select(job => job.HasValue(EnvironmentMode.EnvironmentVariablesCharacteristic) ? job.Environment.EnvironmentVariables.Count : 0));
        Assert.Throws<ArgumentException>(() => WidthJobs.Of(["--widths", "--job", "eternal"]));
    }
}
