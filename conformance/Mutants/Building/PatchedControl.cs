using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Conformance.Mutants.Building;

/// <summary>The methods that <see cref="MutantControlPatch"/> writes, instruction by instruction; it shows them as C#.</summary>
internal sealed class PatchedControl
{
    private readonly ModuleDefinition module;
    private readonly TypeDefinition control;
    private readonly FieldDefinition active, reached, atStart, file;
    private readonly MethodDefinition mark;

    public PatchedControl(ModuleDefinition module)
    {
        this.module = module;
        control = module.GetTypes().Single(type => type.Name == "MutantControl");
        active = control.Fields.Single(field => field.Name == "ActiveMutant");
        reached = Field("Reached", new ArrayType(module.TypeSystem.Boolean));
        atStart = Field("ReachedAtStart", new ArrayType(module.TypeSystem.Boolean));
        file = Field("MarksFile", module.TypeSystem.String);
        mark = control.Methods.SingleOrDefault(method => method.Name == "Mark") ?? NewMark();
    }

    /// <summary>The first values, two of them from the environment.</summary>
    public void WriteStart(int count)
    {
        var il = Emptied(Method(".cctor"));
        foreach (var marks in new[] { reached, atStart })
        {
            il.Emit(OpCodes.Ldc_I4, count);
            il.Emit(OpCodes.Newarr, module.TypeSystem.Boolean);
            il.Emit(OpCodes.Stsfld, marks);
        }

        var variable = Imported(typeof(Environment), nameof(Environment.GetEnvironmentVariable), typeof(string));
        il.Emit(OpCodes.Ldstr, MutantControlPatch.MarksVariable);
        il.Emit(OpCodes.Call, variable);
        il.Emit(OpCodes.Stsfld, file);
        var parse = il.Create(OpCodes.Call, Imported(typeof(int), nameof(int.Parse), typeof(string)));
        il.Emit(OpCodes.Ldstr, MutantControlPatch.ActiveVariable);
        il.Emit(OpCodes.Call, variable);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Brtrue, parse);
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldstr, "-1");
        il.Append(parse);
        il.Emit(OpCodes.Stsfld, active);
        il.Emit(OpCodes.Ret);
    }

    public void WriteIsActive(bool marks)
    {
        var il = Emptied(Method("IsActive"));
        var compare = il.Create(OpCodes.Ldarg_0);
        if (marks)
        {
            il.Emit(OpCodes.Ldsfld, reached);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldelem_U1);
            il.Emit(OpCodes.Brtrue, compare);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, mark);
        }

        il.Append(compare);
        il.Emit(OpCodes.Ldsfld, active);
        il.Emit(OpCodes.Ceq);
        il.Emit(OpCodes.Ret);
    }

    public void WriteMark()
    {
        var il = Emptied(mark);
        var told = il.Create(OpCodes.Ldsfld, file);
        var done = il.Create(OpCodes.Ret);
        Set(il, reached);
        il.Emit(OpCodes.Call, module.GetTypes().Single(type => type.Name == "MutantContext").Methods.Single(method => method.Name == "InStatic"));
        il.Emit(OpCodes.Brfalse, told);
        Set(il, atStart);
        il.Append(told);
        il.Emit(OpCodes.Brfalse, done);
        il.Emit(OpCodes.Ldsfld, file);
        il.Emit(OpCodes.Call, Imported(typeof(Environment), "get_" + nameof(Environment.ProcessId)));
        il.Emit(OpCodes.Call, Imported(typeof(Convert), nameof(Convert.ToString), typeof(int)));
        il.Emit(OpCodes.Call, Imported(typeof(string), nameof(string.Concat), typeof(string), typeof(string)));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Imported(typeof(Convert), nameof(Convert.ToString), typeof(int)));
        il.Emit(OpCodes.Ldstr, "\n");
        il.Emit(OpCodes.Call, Imported(typeof(string), nameof(string.Concat), typeof(string), typeof(string)));
        il.Emit(OpCodes.Call, Imported(typeof(File), nameof(File.AppendAllText), typeof(string), typeof(string)));
        il.Append(done);
    }

    private FieldDefinition Field(string name, TypeReference type)
    {
        if (control.Fields.FirstOrDefault(field => field.Name == name) is { } there)
            return there;

        var field = new FieldDefinition(name, FieldAttributes.Public | FieldAttributes.Static, type);
        control.Fields.Add(field);
        return field;
    }

    /// <summary>One thread at a time, since it writes a file.</summary>
    private MethodDefinition NewMark()
    {
        var method = new MethodDefinition("Mark", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void) { IsSynchronized = true };
        method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32));
        control.Methods.Add(method);
        return method;
    }

    private MethodDefinition Method(string name) => control.Methods.Single(method => method.Name == name);

    private MethodReference Imported(Type type, string name, params Type[] parameters) => module.ImportReference(type.GetMethod(name, parameters));

    private static ILProcessor Emptied(MethodDefinition method)
    {
        var body = method.Body;
        body.Instructions.Clear();
        body.ExceptionHandlers.Clear();
        body.Variables.Clear();
        return body.GetILProcessor();
    }

    private static void Set(ILProcessor il, FieldReference marks)
    {
        il.Emit(OpCodes.Ldsfld, marks);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Stelem_I1);
    }
}
