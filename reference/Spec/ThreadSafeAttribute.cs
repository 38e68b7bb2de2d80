namespace Conformance.Spec;

/// <summary>Says of an engine that one instance of it may be called from several threads at once. The suite then does so.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ThreadSafeAttribute : Attribute;
