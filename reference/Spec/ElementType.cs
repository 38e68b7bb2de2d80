namespace Conformance.Spec;

/// <summary>The element types that a problem line can name.</summary>
public enum ElementType
{
    /// <summary>IEEE binary16, "f16".</summary>
    F16,

    /// <summary>IEEE binary32, "f32".</summary>
    F32,

    /// <summary>IEEE binary64, "f64".</summary>
    F64,
}

/// <summary>How the tensors of a case are filled.</summary>
public enum FillKind
{
    /// <summary>Signed integers whose every partial sum is exact in the element type.</summary>
    Exact,

    /// <summary>Real numbers, judged within the error bound.</summary>
    Real,
}
