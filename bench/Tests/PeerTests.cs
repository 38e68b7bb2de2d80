using Conformance.Bench.Peers;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Bench.Tests;

/// <summary>The contenders that are not engines of the catalogue, against the oracle.</summary>
public class PeerTests
{
    [PeerFact("fftw")]
    public void Fftw_crops_what_the_ring_brings_round()
    {
        IsRight("fftw", "mb1ic1ih20oc1kh5ph2");
        IsRight("fftw", "mb1ic1ih21iw13oc1kh5kw7ph0pw4qh3qw1");
        IsRight("fftw", "mb1ic1ih30oc1kh31ph15");
        IsRight("fftw", "mb1ic1ih3oc1kh5ph1qh1");
        IsRight("fftw", "mb1ic1ih9oc1kh5ph6qh-2");
    }

    [PeerFact("fftw")]
    public void Fftw_is_for_single_planes_and_large_kernels()
    {
        ContenderFactory fftw = Contenders.Named("fftw");
        Assert.False(fftw.Supports(ConvolutionProblem.Parse("mb1ic1ih20oc1kh3ph1")));
        Assert.False(fftw.Supports(ConvolutionProblem.Parse("mb1ic2ih20oc1kh5ph2")));
        Assert.False(fftw.Supports(ConvolutionProblem.Parse("mb1ic1ih21oc1kh5sh2")));
    }

    [PeerFact("torch-nhwc")]
    public void Libtorch_with_channels_last_is_right()
    {
        IsRight("torch-nhwc", "mb2ic3ih8iw9oc5kh3kw3ph1pw1");
        IsRight("torch-nhwc", "mb1ic16ih7oc8kh1");
        IsRight("torch-nhwc", "mb1g8ic8ih9oc8kh3sh2ph1");
    }

    [PeerFact("onednn-blocked")]
    public void OneDnn_in_its_own_layout_is_right()
    {
        IsRight("onednn-blocked", "mb2ic3ih8iw9oc5kh3kw3ph1pw1");
        IsRight("onednn-blocked", "mb1ic32ih7oc48kh1");
        IsRight("onednn-blocked", "mb1g32ic32ih9oc32kh3sh2ph1");
    }

    private static void IsRight(string name, string line)
    {
        ContenderFactory factory = Contenders.Named(name);
        var data = CaseData<float>.Draw(ConvolutionProblem.Parse(line), FillKind.Real, seed: 3);
        Assert.True(factory.Supports(data.Problem), line);
        using IContender contender = factory.Create(LayerData.Of(data), 1);
        // The second time the memory is not fresh.
        contender.Execute();
        contender.Execute();
        Assert.Null(Comparison.Find<float>(data, contender.Result(), factory.Accuracy));
    }
}
