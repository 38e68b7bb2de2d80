using BenchmarkDotNet.Jobs;
using Conformance.Bench.Peers;

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
            Assert.Equal(2, Layers.Named([file]).Count);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Equal(Layers.All, Layers.From(" "));
        Assert.Contains("layer \"nothing\"", Assert.Throws<ArgumentException>(() => Layers.From("nothing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_named_as_a_whole_and_names_may_stand_apart_by_commas()
    {
        Assert.Equal(11, Layers.Named(["resnet50"]).Count);
        Assert.Equal(["tiny", "small", "conv1_2"], Layers.Named(["book,conv1_2"]).Select(Layers.Label));
        Assert.Equal(Layers.All, Layers.Groups.SelectMany(group => Layers.Named([group])));
        Assert.Contains("layer \"book,nothing\"", Assert.Throws<ArgumentException>(() => Layers.Named(["book,nothing"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Peers_are_named_by_name_and_by_library()
    {
        Assert.Equal(["ort-all", "ort-extended"], Contenders.PeersNamed(["onnxruntime"]).Select(peer => peer.Name));
        Assert.Equal(["ort-extended", "ort-all"], Contenders.PeersNamed(["ort-extended,onnxruntime"]).Select(peer => peer.Name));
        Assert.Equal(Contenders.Peers, Contenders.PeersNamed([]));
        Assert.Contains("peer \"nobody\"", Assert.Throws<ArgumentException>(() => Contenders.PeersNamed(["ort-all", "nobody"])).Message, StringComparison.Ordinal);
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
