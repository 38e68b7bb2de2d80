using Conformance.Spec;

namespace Conformance.Xunit;

/// <summary>The element types in which an engine computes, found from the interfaces that it implements.</summary>
/// <param name="Engine">The type of the engine; null where the class is no conformance test.</param>
internal readonly record struct EngineTypes(Type? Engine)
{
    /// <summary>Those of the engine of a test class.</summary>
    public static EngineTypes Of(Type testClass)
    {
        Type? type = testClass;
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConvolutionConformance<>))) type = type.BaseType;
        return new EngineTypes(type?.GetGenericArguments()[0]);
    }

    public bool IsEmpty => !Has<Half>() && !Has<float>() && !Has<double>();

    /// <summary>The items, where the engine computes in Half.</summary>
    public IEnumerable<TItem> F16<TItem>(Func<IEnumerable<TItem>> items) => Has<Half>() ? items() : [];

    /// <summary>The items, where the engine computes in float.</summary>
    public IEnumerable<TItem> F32<TItem>(Func<IEnumerable<TItem>> items) => Has<float>() ? items() : [];

    /// <summary>The items, where the engine computes in double.</summary>
    public IEnumerable<TItem> F64<TItem>(Func<IEnumerable<TItem>> items) => Has<double>() ? items() : [];

    private bool Has<T>() => typeof(IConvolution<T>).IsAssignableFrom(Engine);
}
