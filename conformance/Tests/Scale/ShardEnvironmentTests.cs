using Conformance.Suite.Sharding;

namespace Conformance.Tests;

/// <summary>The environments of the tools that start parts of a run.</summary>
public class ShardEnvironmentTests
{
    [Theory]
    [InlineData("2/4", "TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS=4 TEST_SHARD_INDEX=1")]
    [InlineData("3/4", "CI_NODE_INDEX", "CI_NODE_INDEX=3 CI_NODE_TOTAL=4")]
    [InlineData("4/4", "JOB_COMPLETION_INDEX", "JOB_COMPLETION_INDEX=3 CONVCHECK_SHARDS=4")]
    [InlineData("1/4", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=3 SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData("4/4", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData("3/4", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_STEP=2")]
    [InlineData("2/2", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 SLURM_ARRAY_TASK_COUNT=2")]
    [InlineData("1/1", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_MIN=9 SLURM_ARRAY_TASK_MAX=9 SLURM_ARRAY_TASK_COUNT=1")]
    [InlineData("1/2", "TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 CI_NODE_INDEX=3 CI_NODE_TOTAL=4 JOB_COMPLETION_INDEX=7")]
    public void Each_tool_is_understood(string shard, string source, string environment)
    {
        var read = Read(environment);
        Assert.Equal((shard, source), (read?.Shard.ToString(), read?.Variable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CI_NODE_TOTAL=1")]
    [InlineData("SLURM_JOB_ID=17 CONVCHECK_SHARDS=4 TEST_TOTAL_SHARDS=")]
    public void Without_a_tool_that_splits_the_run_is_whole(string environment) => Assert.Null(Read(environment));

    [Theory]
    [InlineData("TEST_TOTAL_SHARDS=4 TEST_SHARD_INDEX=4", "TEST_SHARD_INDEX=4: shard 5/4")]
    [InlineData("TEST_TOTAL_SHARDS=4", "TEST_TOTAL_SHARDS is set, but not TEST_SHARD_INDEX")]
    [InlineData("CI_NODE_INDEX=0 CI_NODE_TOTAL=4", "CI_NODE_INDEX=0: shard 0/4: shards are counted from 1")]
    [InlineData("CI_NODE_INDEX=x CI_NODE_TOTAL=4", "CI_NODE_INDEX=x: must be a whole number")]
    [InlineData("JOB_COMPLETION_INDEX=3", "JOB_COMPLETION_INDEX=3: Kubernetes does not tell how many")]
    [InlineData("SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=4", "SLURM_ARRAY_TASK_ID=2: the 4 tasks from 1 to 7")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=3 ", null)]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=8 SLURM_ARRAY_TASK_COUNT=3", "must lie at equal distances")]
    public void What_cannot_be_a_part_names_the_variable(string environment, string? message)
    {
        if (message is null) Assert.NotNull(Read(environment));
        else Assert.Contains(message, Assert.Throws<FormatException>(() => Read(environment)).Message);
    }

    [Fact]
    public void The_number_of_parts_may_come_from_the_option_where_Kubernetes_leaves_it_out() =>
        Assert.Equal("2/3", Read("JOB_COMPLETION_INDEX=1 CONVCHECK_SHARDS=9", count: 3)?.Shard.ToString());

    [Fact]
    public void Bazel_finds_its_status_file_touched()
    {
        List<string> touched = [];
        Read("TEST_TOTAL_SHARDS=4 TEST_SHARD_INDEX=1 TEST_SHARD_STATUS_FILE=status", touch: touched.Add);
        Assert.Equal(["status"], touched);
    }

    private static (Shard Shard, string Variable)? Read(string environment, int? count = null, Action<string>? touch = null)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split('=')).ToDictionary(item => item[0], item => item[1]);
        return ShardEnvironment.Read(variables.GetValueOrDefault, count, touch ?? (_ => { }));
    }
}
