namespace Conformance.Faults;

/// <summary>A fault of a real library that cannot be seeded yet.</summary>
/// <param name="Id">A short name.</param>
/// <param name="Sentence">What goes wrong.</param>
/// <param name="Source">The public thread, as "owner/repo#N".</param>
/// <param name="WaitsFor">What must be there first.</param>
public sealed record WaitingFault(string Id, string Sentence, string Source, string WaitsFor)
{
    private const string Gradients = "gradients", Transposed = "transposed convolution", Quantised = "quantised convolution";

    /// <summary>Every one.</summary>
    public static IReadOnlyList<WaitingFault> All { get; } =
    [
        new("dilation-zero", "a dilation of 0 is taken, and gives numbers", "tinygrad/tinygrad#14115", "nothing: rule C11 refuses the problem before any engine is called"),
        new("col2im-pb-for-pt", "the loop that adds columns back ends by the pad of the wrong side", "nntrainer/nntrainer#1570", Gradients),
        new("dw-race", "threads add into one gradient of the weights without a lock; output-race is the same for an output", "FluxML/NNlib.jl#235", Gradients),
        new("empty-junk-dw", "the gradient of the weights is never written where an extent is empty", "tensorflow/tensorflow#9949", Gradients),
        new("db-needs-dw", "the gradient of the bias by itself is wrong", "apache/mxnet#15464", Gradients),
        new("dx-leftover-rows", "rows that no window reaches in full get a wrong gradient", "pytorch/pytorch#25101", Gradients),
        new("dx-no-outpad", "the gradient of the input lacks the rows that the stride leaves over", "flagos-ai/FlagGems#1576", Gradients),
        new("stride-dil-swap", "stride and dilation trade places in the backward pass", "huggingface/candle#2337", Gradients),
        new("dx-group-dense", "the gradient of a strided layer of groups takes the kernel for dense", "ml-explore/mlx#3800", Gradients),
        new("beta-per-sample", "a gradient that is accumulated is scaled again for every image", "LBANN/lbann#1022", Gradients),
        new("leftw-is-righth", "the pad left of the width holds the one below the height", "ROCm/rocMLIR#619", Gradients),
        new("deconv-cout", "output channels are read for one group only", "apache/tvm#10235", Transposed),
        new("deconv-no-memset", "results are added to what the output held; adds-to-output is the same forward", "ggml-org/ggml#591", Transposed),
        new("outpad-no-dilation", "the output padding that is worked out leaves out the dilation", "pytorch/pytorch#14272", Transposed),
        new("same-swapped", "the two sides of same padding are exchanged", "microsoft/onnxruntime#8769", Transposed),
        new("col2im-dilation", "columns are added back as if the kernel were dense", "apache/mxnet#13876", Transposed),
        new("adjustment-dropped", "the output padding never arrives", "google/XNNPACK#1555", Transposed),
        new("pad-not-zero-point", "the border is padded with 0 where the zero point is another number", "apache/tvm#4807", Quantised),
    ];
}
