using Conformance.Onnx.Schema;

namespace Conformance.Onnx;

/// <summary>
/// Reads a tree of ONNX tests, such as ONNX publishes with its operators: folders with model.onnx and, next to it,
/// test_data_set_0, test_data_set_1 … with input_0.pb, input_1.pb … and output_0.pb.
/// </summary>
public static class OnnxTestFolder
{
    private const string ModelFile = "model.onnx";

    /// <summary>Every folder of the tree that holds a model, in the order of the names, read as it is asked for.</summary>
    /// <param name="root">A folder of tests, or any folder above some.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The root may not be read.</exception>
    public static IEnumerable<OnnxTestEntry> Enumerate(string root)
    {
        string full = Path.GetFullPath(root);
        if (!Directory.Exists(full)) throw new DirectoryNotFoundException($"no folder '{root}'");
        // Asked for now and not with the first entry, so that the caller of this method gets the error.
        string[] children = Children(full);
        return Walk(full, full, children);
    }

    private static IEnumerable<OnnxTestEntry> Walk(string root, string folder, string[] children)
    {
        if (File.Exists(Path.Combine(folder, ModelFile)))
        {
            foreach (OnnxTestEntry entry in ReadFolder(root, folder)) yield return entry;
        }
        foreach (string child in children)
        {
            string[] below = [];
            OnnxTestError? error = null;
            try { below = Children(child); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error = new OnnxTestError(NameOf(root, child), $"{child}: {e.Message}");
            }
            if (error is not null) yield return error;
            foreach (OnnxTestEntry entry in Walk(root, child, below)) yield return entry;
        }
    }

    // Links are not followed, since a link to a folder above would make the tree endless.
    private static string[] Children(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null)
            .Select(d => d.FullName).Order(StringComparer.Ordinal)];

    private static IEnumerable<OnnxTestEntry> ReadFolder(string root, string folder)
    {
        string name = NameOf(root, folder);
        string path = Path.Combine(folder, ModelFile);
        SingleConv? conv = null;
        OnnxTestEntry? entry = Guarded(name, path, () =>
        {
            GraphOutline outline = OnnxFile.ReadOutline(path);
            string reason = SingleConv.Reason([.. outline.Node.Select(node => (node.Domain, node.OpType))]);
            // Only a model that may be a case is read with its weights.
            if (reason.Length == 0) conv = SingleConv.Find(OnnxFile.ReadModel(path), out reason);
            return conv is null ? new OnnxTestNotRun(name, reason) : null;
        });
        if (entry is not null) return [entry];
        string[] sets = [.. Directory.EnumerateDirectories(folder, "test_data_set_*").Order(NumericOrder.Instance)];
        return sets.Length == 0
            ? [new OnnxTestNotRun(name, "no test_data_set_* folder")]
            : sets.Select(set => Guarded(NameOf(root, set), set, () => OnnxTestSet.Read(NameOf(root, set), set, conv!))!);
    }

    /// <summary>Runs a step, so that one bad file costs one entry and not all that follow.</summary>
    private static OnnxTestEntry? Guarded(string name, string path, Func<OnnxTestEntry?> step)
    {
        try { return step(); }
        catch (InvalidDataException e) { return new OnnxTestError(name, e.Message); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new OnnxTestError(name, $"{path}: {e.Message}");
        }
    }

    private static string NameOf(string root, string folder)
    {
        string relative = Path.GetRelativePath(root, folder);
        return relative == "." ? Path.GetFileName(root) : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
