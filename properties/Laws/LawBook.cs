namespace Conformance.Laws;

/// <summary>Every law; tests, the fuzzer and reports take them from here.</summary>
public static class LawBook
{
    /// <summary>The laws, family by family.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        .. Of("geometry", Extents.CountsWindows, Extents.ModesAreCropsOfFull, Extents.LineSaysAll, Fields.TaintFindsTheField),
        .. Of("mission",
            Agreement.WithOracle, Agreement.WithinTheBound, ShiftEquivariance.AwayFromTheBorder, ShiftEquivariance.Periodic,
            FlipEquivalence.StrictIsFlippedCorrelation, FlipEquivalence.FlippingBothFlipsTheOutput,
            Layers.FormsAgree, Layers.WeightsAreInvariant, Layers.PointwiseIsAMatrixProduct),
        .. Of("algebra",
            Linearity.InInput, Linearity.InKernel, Linearity.InBias, Linearity.DeltaCopies,
            Products.Commutes, Products.Associates, Products.Distributes, Products.ConvolutionTheorem,
            Norms.Young, Norms.Supremum, Norms.ConstantInside),
        .. Of("structure",
            Items.AreIndependent, Items.Permute,
            ChannelLaws.PermuteInput, ChannelLaws.PermuteOutput, ChannelLaws.SplitInput, ChannelLaws.SplitOutput,
            GroupLaws.AreSeparate, GroupLaws.AreBlockDiagonal, GroupLaws.Permute,
            Windows.DilationIsZeroStuffing, Windows.StrideIsSubsampling, Windows.PaddingIsABorder, Windows.TilesStitch,
            KernelLaws.CutSums, KernelLaws.RankOneSeparates, KernelLaws.SwappingAxes, KernelLaws.OneMoreAxis),
        .. Of("real data", Scaling.ByAPowerOfTwo, Scaling.Negation, Scaling.Repeats, Magnitude.ReachesItsCone, Magnitude.InfinityReachesItsCone),
        .. Of("machine",
            Memory.InputsAreNotModified, Memory.OutputIsWritten, Memory.StridedViewsEqualDense, Memory.NaNReachesItsCone,
            Independence.OfThreads, Independence.OfEarlierCalls, Independence.OfEarlierWeights, Preparation.PreparedEqualsDirect, History.AnySequence),
    ];

    private static IEnumerable<Law> Of(string family, params Law[] laws) => laws.Select(law => law with { Family = family });
}
