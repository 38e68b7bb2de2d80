using Conformance.Optimized;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Layers that have more than a block of one thing and little of all others, so that each is computed in a moment: terms, positions,
/// filters, images, groups.</summary>
public class ThinLayerTests
{
    private static readonly string[] Lines =
    [
        // More terms than two blocks of depth, and than one of them.
        "bias mb1ic45ih3iw4oc19kh3kw3ph1pw1", "bias strict mb1ic90ih2iw3oc9kh3kw3ph1pw1", "g2mb2ic260ih3iw3oc22kh2kw2", "bias g2mb1ic800ih2iw3oc18kh1kw1",
        "mb1ic1100ih1iw4oc5kh1kw1", "bias mb1ic400ih5iw9oc40kh1kw1", "mb1ic600ih9iw7oc9kh1kw1sh2sw2",
        // More positions than a block of panels.
        "mb1ic2ih11iw50oc40kh3kw3ph1pw1", "bias mb2ic3ih7iw97oc9kh3kw3ph1pw1", "bias mb1ic3ih19iw41oc34kh1kw1", "mb2ic2ih23iw29oc9kh1kw1",
        // Transformed weights beyond a second-level cache, which threads share out.
        "bias mb2ic130ih3iw4oc130kh3kw3ph1pw1", "mb1ic90ih5iw5oc90kh4kw4ph1pw1",
        // A bias, with four and five taps.
        "bias mb1ic3ih9iw10oc5kh4kw4ph1pw2", "bias mb2ic3ih11iw9oc5kh5kw5ph2pw2",
        // Rows of one position: more runs in a panel than there is room for at first.
        "mb1ic2ih60iw1oc3kh3kw3ph1pw1",
        // Filters of several panels, with a remainder.
        "bias mb1ic2ih3iw5oc133kh3kw3ph1pw1", "g3mb1ic6ih4iw4oc123kh2kw3", "bias mb1ic3ih4iw4oc150kh1kw1", "mb1ic2ih9iw9oc70kh5kw5sh2sw2ph2pw2",
        // Images and groups, more of them than threads; one axis and three.
        "bias g5mb3ic10ih4iw5oc15kh3kw3ph1pw1", "bias g9mb3ic9ih5iw6oc18kh3kw3ph1pw1", "g40mb2ic40ih9iw11oc40kh3kw3ph1pw1", "bias g20mb1ic20ih12iw9oc20kh3kw3sh2sw2ph1pw1",
        "bias mb2ic8iw70oc20kw5pw2", "strict mb1ic5id3ih4iw9oc20kd3kh3kw3pd1ph1pw1", "bias g2mb2ic4id4ih3iw5oc6kd2kh3kw2sd2pd1ph1",
        // Planes of small groups, in bands.
        "bias mb2ic8ih70iw60oc8kh3kw3ph1pw1", "g4mb1ic8ih90iw70oc12kh5kw5ph2pw2", "g2mb1ic16ih40iw90oc16kh3kw3sh2sw2ph1pw1",
        // Channels each by itself, along one axis, along three, with strides and dilations that differ.
        "bias g9mb2ic9iw150oc9kw3pw1", "g6mb1ic6id3ih9iw20oc6kd3kh3kw3pd1ph1pw1", "g7mb1ic7ih20iw40oc7kh3kw3sh1sw2ph1pw1", "bias g7mb1ic7ih40iw40oc7kh3kw3sh2sw1ph1pw1",
        "g5mb1ic5ih20iw40oc5kh3kw3dh1dw0ph2pw1", "g5mb1ic5ih20iw40oc5kh3kw3dh0dw1ph1pw2", "g5mb1ic5ih20iw40oc5kh3kw5ph1pw2",
        "g5mb1ic10ih20iw40oc5kh3kw3ph1pw1", "g5mb1ic5ih20iw40oc5kh3kw3ph4pw3", "bias g5mb1ic5ih20iw40oc5kh3kw3sh2sw2ph5pw4",
        // Three rows of one filter at a time, with one row left over and two, and by strides as far apart as the taps; as wide as its registers and wider.
        "bias g2mb1ic2ih22iw150oc2kh7kw3ph3pw2", "strict mb1ic1ih31iw64oc2kh3kw1", "g2mb1ic2ih50iw150oc2kh5kw3sh2dh1ph2", "mb1ic1ih20iw100oc1kh11kw9ph5pw4",
        // As wide as the input, whose rows follow each other: panels across rows, above and below the image, with dilations.
        "bias mb2ic11ih9iw10oc7kh3kw3ph1pw1", "mb1ic40ih31iw24oc10kh3kw5dh1dw1ph2pw4", "bias mb1ic5ih15iw16oc30kh3kw3ph1pw1", "mb1ic300ih16iw15oc27kh1kw1", "mb1ic3ih30iw7oc4kh7kw3ph0pw1",
        "mb1ic2id1ih6iw7oc5kd1kh3kw3pd1qd-1ph1pw1", "mb1ic1ih2iw700oc2kh1kw3pw1",
        "g5mb1ic5ih40iw60oc5kh3kw3sh3sw3ph1pw1", "bias g7mb1ic7ih40iw40oc7kh3kw3sh2sw2ph1pw1",
        // Crops, and pads of several registers, where rows are dealt out.
        "mb1ic3ih20iw40oc8kh3kw3ph-1pw-2", "g3mb1ic3ih20iw40oc3kh3kw5ph-1pw-2", "mb1ic2ih5iw9oc8kh3kw3sh2sw2ph1pw40",
        // Tiles of the Fourier transform one below the other; and no image at all.
        "mb1ic1ih300iw5oc1kh3kw3", "bias mb1ic2ih150iw9oc1kh3kw3sh2sw2ph1pw1", "mb0ic3ih5iw5oc5kh3kw3",
        // Dilated, strided, and both kinds of pads.
        "bias mb2ic12ih13iw17oc20kh3kw3dh1dw2ph2pw3", "strict mb1ic9ih14iw11oc17kh3kw3sh2sw1ph1pw1", "bias strict mb1ic4ih17iw19oc9kh7kw7sh2sw2ph3pw3",
        "mb1ic5ih9iw16oc9kh3kw3ph-1pw2qh2qw-3", "mb1ic6ih12iw12oc18kh3kw3ph1pw1",
        // Not thin: more than a block of terms and of positions, remainders everywhere.
        "bias mb1ic70ih23iw21oc19kh3kw3ph1pw1", "g2mb2ic90ih9iw8oc38kh3kw3ph1pw1", "mb1ic600ih5iw6oc70kh1kw1", "mb1ic600ih5iw6oc3kh1kw1",
        "mb1ic5ih33iw70oc24kh5kw5sh2sw2ph2pw2", "bias g40mb1ic40ih20iw37oc40kh3kw3ph1pw1", "mb1ic3id6ih9iw40oc20kd3kh3kw3pd1ph1pw1",
        "bias g2mb2ic40ih19iw27oc50kh1kw1", "mb1ic400ih41iw31oc20kh1kw1sh2sw2pw1", "bias mb2ic5ih61iw90oc70kh7kw7sh2sw2ph3pw3", "mb1ic33ih30iw61oc40kh3kw3sh2sw2ph1pw1",
        // Of few products.
        "bias g2mb2ic4ih3iw4oc6kh2kw2", "strict mb1ic1ih5iw5oc2kh3kw3ph1pw1", "bias mb2ic1id3ih3iw3oc1kd2kh2kw2pd1ph1pw1",
    ];

    public static TheoryData<string> Names => [.. Kernels.Names, .. Kernels.NormwiseNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_is_right(string name) => Check(name, 1);

    /// <summary>More than most machines have: the shares are cut for them all the same.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Seven_threads_are_right(string name) => Check(name, 7);

    private static void Check(string name, int threads)
    {
        var kernel = Kernels.Create<float>(name, threads);
        int computed = 0;
        foreach (string line in Lines)
        {
            CaseData<float> data = DrawnOnce.Exact(line);
            if (!kernel.Supports(data.Problem).IsSupported || DrawnOnce.IsLong(name, data.Problem)) continue;
            Verdict verdict = CaseRunner.Run(kernel, data, AccuracyOf.Kernel(name));
            Assert.True(verdict.Kind == VerdictKind.Passed, $"{name} on {line} with {threads} threads: {verdict.Reason}");
            computed++;
        }
        Assert.True(computed > 0, $"{name} supports none of them");
    }
}
