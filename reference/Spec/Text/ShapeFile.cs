namespace Conformance.Spec.Text;

/// <summary>A problem of a shape file, and where it stands.</summary>
/// <param name="Line">The problem, and what the knobs before it say.</param>
/// <param name="Location">File and line, as "shapes_1d:7".</param>
public sealed record ShapeEntry(ProblemLine Line, string Location)
{
    /// <summary>Whether the file has the forward convolution in mind; false where --dir says only others.</summary>
    public bool IsForward { get; init; } = true;
}

/// <summary>What a shape file of benchdnn holds: its problems, and the knobs that have no meaning here.</summary>
/// <param name="Entries">The problems in order.</param>
/// <param name="Ignored">Knobs that were passed over, each with file and line.</param>
public sealed record ShapeFile(IReadOnlyList<ShapeEntry> Entries, IReadOnlyList<string> Ignored)
{
    /// <summary>Reads a shape file: descriptors, "#" comments, blank lines and knobs that begin with "--".
    /// Understood are --mb, --dt (one type), --dir (forward ones), --reset and --batch (another file).</summary>
    /// <exception cref="IOException">The file, or one that it includes, cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    /// <exception cref="ProblemFormatException">A descriptor cannot be read; the message names file and line.</exception>
    /// <param name="path">The file.</param>
    /// <param name="bad">Takes what is wrong with each descriptor that cannot be read, with file and line, and the others are read on;
    /// where it is null the first of them is thrown.</param>
    public static ShapeFile Read(string path, ICollection<string>? bad = null)
    {
        var reader = new Reader(bad);
        reader.ReadFile(path, depth: 0);
        return new ShapeFile(reader.Entries, reader.Ignored);
    }

    private sealed class Reader(ICollection<string>? bad)
    {
        private const int MostIncludes = 16;
        private long batch;
        private bool bias;
        private bool isForward = true;
        private ElementType? type;

        public List<ShapeEntry> Entries { get; } = [];
        public List<string> Ignored { get; } = [];

        public void ReadFile(string path, int depth)
        {
            if (depth > MostIncludes) throw new IOException($"{path}: --batch includes files more than {MostIncludes} deep");
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                string location = $"{Path.GetFileName(path)}:{i + 1}";
                foreach (string piece in Pieces(lines[i]))
                {
                    if (piece.StartsWith("--batch=", StringComparison.Ordinal))
                        ReadFile(Path.Combine(Path.GetDirectoryName(path) ?? "", piece["--batch=".Length..]), depth + 1);
                    else if (piece.StartsWith("--", StringComparison.Ordinal))
                        Turn(piece, location);
                    else if (TryReadLine(piece, location) is { } line)
                        Entries.Add(new ShapeEntry(line, location) { IsForward = isForward });
                }
            }
        }

        /// <summary>The tool cuts a line at white space; a piece that begins with "#" ends it.</summary>
        private static IEnumerable<string> Pieces(string line) =>
            line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .TakeWhile(piece => !piece.StartsWith('#'));

        private ProblemLine? TryReadLine(string piece, string location)
        {
            try
            {
                ProblemLine line = ProblemLine.Parse(piece);
                var problem = line.Problem.With(batch: batch == 0 ? null : batch, bias: bias || line.Problem.HasBias);
                return line with { Problem = problem, Type = type ?? line.Type };
            }
            catch (Exception e) when (e is ProblemFormatException or RuleException)
            {
                if (bad is null) throw new ProblemFormatException(0, "", $"{location}: {e.Message}");
                bad.Add($"{location}: {e.Message}");
                return null;
            }
        }

        private void Turn(string knob, string location)
        {
            string[] parts = knob.Split('=', 2);
            string value = parts.Length == 2 ? parts[1] : "";
            switch (parts[0])
            {
                case "--mb" when long.TryParse(value, out long count) && count >= 0: batch = count; break;
                case "--dir" when value is "FWD_B": (bias, isForward) = (true, true); break;
                case "--dir" when value is "FWD_D" or "FWD_I": (bias, isForward) = (false, true); break;
                case "--dir" when value.Split(',').All(direction => direction.StartsWith("BWD", StringComparison.Ordinal)): isForward = false; break;
                case "--dt" when value is "f16" or "f32" or "f64": type = Enum.Parse<ElementType>(value, true); break;
                case "--reset": (batch, bias, type, isForward) = (0, false, null, true); break;
                default: Ignored.Add($"{location}: {knob}"); break;
            }
        }
    }
}
