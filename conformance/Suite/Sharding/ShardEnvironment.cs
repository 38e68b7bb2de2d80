namespace Conformance.Suite.Sharding;

/// <summary>The part of a run that the tool which started it asks for, in the environment variables of that tool.</summary>
public static class ShardEnvironment
{
    /// <summary>Our own variable: how many shards there are, where a tool tells only which.</summary>
    public const string CountVariable = "CONVCHECK_SHARDS";

    private const string BazelCount = "TEST_TOTAL_SHARDS", BazelIndex = "TEST_SHARD_INDEX", BazelStatus = "TEST_SHARD_STATUS_FILE";
    private const string JobCount = "CI_NODE_TOTAL", JobIndex = "CI_NODE_INDEX", Completion = "JOB_COMPLETION_INDEX";
    private const string Task = "SLURM_ARRAY_TASK_ID", Least = "SLURM_ARRAY_TASK_MIN", Greatest = "SLURM_ARRAY_TASK_MAX", Tasks = "SLURM_ARRAY_TASK_COUNT";

    /// <summary>The part, and the variable that asks for it; null where none does. Asked in the order Bazel, continuous
    /// integration, Kubernetes, Slurm: what is nearer to the test comes first.</summary>
    /// <param name="variable">The value of an environment variable; null where it is not set.</param>
    /// <param name="count">How many parts there are, where the user says so; only for tools that do not.</param>
    /// <param name="touch">Called with the file that is to be touched as a sign that parts are understood.</param>
    /// <exception cref="FormatException">A variable is no number, or out of range; the message names it.</exception>
    public static (Shard Shard, string Variable)? Read(Func<string, string?> variable, int? count, Action<string> touch)
    {
        if (variable(BazelStatus) is { Length: > 0 } status) touch(status);
        if (Number(BazelCount) is { } total) return Made(BazelIndex, Required(BazelIndex, BazelCount) + 1, total);
        // GitLab sets the total to 1, and no index, where a job is not parallel.
        if (Number(JobIndex) is { } node) return Made(JobIndex, node, Required(JobCount, JobIndex));
        if (Number(Completion) is { } completion)
        {
            return Made(Completion, completion + 1, count ?? Number(CountVariable) ?? throw new FormatException(
                $"{Completion}={completion}: Kubernetes does not tell how many there are; say so with --shards or {CountVariable}, or --shard 1/1 for all cases"));
        }
        return Number(Task) is { } task ? OfArray(task) : null;

        (Shard, string) OfArray(int id)
        {
            int first = Required(Least, Task), last = Required(Greatest, Task), tasks = Required(Tasks, Task);
            int step = tasks < 2 ? 1 : (last - first) / (tasks - 1);
            if (step < 1 || first + step * (tasks - 1L) != last || (id - first) % step != 0)
                throw new FormatException($"{Task}={id}: the {tasks} tasks from {first} to {last} must lie at equal distances, as in --array=0-3 or --array=1-7:2");
            return Made(Task, (id - first) / step + 1, tasks);
        }

        (Shard, string) Made(string name, int index, int of)
        {
            try { return (new Shard(index, of), name); }
            catch (FormatException e) { throw new FormatException($"{name}={variable(name)}: {e.Message}", e); }
        }

        int Required(string name, string because) =>
            Number(name) ?? throw new FormatException($"{because} is set, but not {name}");

        int? Number(string name) => variable(name) is not { Length: > 0 } text ? null
            : int.TryParse(text, out int number) ? number
            : throw new FormatException($"{name}={text}: must be a whole number");
    }
}
