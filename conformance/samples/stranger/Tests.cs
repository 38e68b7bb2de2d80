using Conformance.Xunit;

namespace Stranger;

public sealed class MyConvolutionTests : ConvolutionConformance<MyConvolution>;

public sealed class SwappedStridesTests : ConvolutionConformance<SwappedStrides>;
