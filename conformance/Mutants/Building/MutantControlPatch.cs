using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Conformance.Mutants.Building;

/// <summary>
/// Writes <c>MutantControl.IsActive(id)</c> of a mutated assembly anew: it sets a mark and compares two numbers. Stryker's own looks for a file and
/// for the environment, and when it records what a test reaches, it takes a lock and searches a list: in the loops of a kernel that takes minutes.
/// </summary>
/// <remarks>
/// As C#: <c>if (!Reached[id]) { Reached[id] = true; if (MutantContext.InStatic()) ReachedAtStart[id] = true; } return id == ActiveMutant;</c>
/// </remarks>
internal static class MutantControlPatch
{
    /// <param name="path">The mutated assembly, rewritten in place; it may have been before.</param>
    /// <param name="count">Mutants are numbered from 0 to count − 1.</param>
    /// <param name="marks">Whether to set marks at all: without them the call is so small that the compiler leaves it out.</param>
    public static void Apply(string path, int count, bool marks)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver, ReadWrite = true });
        var module = assembly.MainModule;
        var control = module.GetTypes().Single(type => type.Name == "MutantControl");
        var active = control.Fields.Single(field => field.Name == "ActiveMutant");
        var reached = Marks(control, "Reached");
        var atStart = Marks(control, "ReachedAtStart");
        var inStatic = module.GetTypes().Single(type => type.Name == "MutantContext").Methods.Single(method => method.Name == "InStatic");

        var start = Emptied(control, ".cctor");
        foreach (var field in new[] { reached, atStart })
        {
            start.Emit(OpCodes.Ldc_I4, count);
            start.Emit(OpCodes.Newarr, module.TypeSystem.Boolean);
            start.Emit(OpCodes.Stsfld, field);
        }

        start.Emit(OpCodes.Ldc_I4_M1);
        start.Emit(OpCodes.Stsfld, active);
        start.Emit(OpCodes.Ret);

        var asked = Emptied(control, "IsActive");
        var compare = asked.Create(OpCodes.Ldarg_0);
        if (marks)
        {
            asked.Emit(OpCodes.Ldsfld, reached);
            asked.Emit(OpCodes.Ldarg_0);
            asked.Emit(OpCodes.Ldelem_U1);
            asked.Emit(OpCodes.Brtrue, compare);
            Mark(asked, reached);
            asked.Emit(OpCodes.Call, inStatic);
            asked.Emit(OpCodes.Brfalse, compare);
            Mark(asked, atStart);
        }

        asked.Append(compare);
        asked.Emit(OpCodes.Ldsfld, active);
        asked.Emit(OpCodes.Ceq);
        asked.Emit(OpCodes.Ret);
        assembly.Write();
    }

    private static FieldDefinition Marks(TypeDefinition control, string name)
    {
        if (control.Fields.FirstOrDefault(field => field.Name == name) is { } there)
            return there;

        var field = new FieldDefinition(name, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(control.Module.TypeSystem.Boolean));
        control.Fields.Add(field);
        return field;
    }

    private static ILProcessor Emptied(TypeDefinition control, string name)
    {
        var body = control.Methods.Single(method => method.Name == name).Body;
        body.Instructions.Clear();
        body.ExceptionHandlers.Clear();
        body.Variables.Clear();
        return body.GetILProcessor();
    }

    private static void Mark(ILProcessor il, FieldReference marks)
    {
        il.Emit(OpCodes.Ldsfld, marks);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Stelem_I1);
    }
}
