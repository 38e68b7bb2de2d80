using System.Numerics.Tensors;

namespace Conformance.Suite.Memory;

/// <summary>The memory of one tensor, which shows what was done beside it.</summary>
internal interface ITensorMemory<T> : IDisposable
{
    /// <summary>The tensor.</summary>
    TensorSpan<T> View { get; }

    /// <summary>The elements, in row-major order.</summary>
    T[] ToDense();

    /// <summary>Whether the memory between and around the elements still holds what it held at the start.</summary>
    bool GapsAreUntouched();
}
