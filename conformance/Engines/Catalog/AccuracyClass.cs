namespace Conformance.Catalog;

/// <summary>What kind of error bound an engine's algorithm obeys.</summary>
public enum AccuracyClass
{
    /// <summary>Each output is a sum of its own products in some order: |error| ≤ γ(n)·Σ|x·w| for every element.</summary>
    Componentwise,

    /// <summary>Half only: products are summed in float, componentwise, and the sum is rounded once. The result lies
    /// between the roundings of y − B and y + B, where B is the bound of float.</summary>
    SummedInFloat,

    /// <summary>A fast algorithm (Winograd, FFT): the error is small beside the largest terms of the whole tile or
    /// plane, so that a small output next to large ones may lose all its digits.</summary>
    Normwise,
}
