using System.ComponentModel.DataAnnotations;

namespace UserRep.Encoder;

internal sealed class EncoderOptions
{
    public const string Section = "Encoder";

    /// <summary>Folder or volume with the bundles; bundle URIs are relative to it. Default .userrep/bundles.</summary>
    [Required]
    public string BundleRoot { get; init; } = Path.Combine(".userrep", "bundles");

    /// <summary>auto, cuda or cpu. Default auto: CUDA where build and machine have it, else CPU.</summary>
    [AllowedValues("auto", "cuda", "cpu")]
    public string ExecutionProvider { get; init; } = "auto";

    /// <summary>How often version-router's epoch is read, milliseconds. Default 400, range 50 to 1000: with the call itself it stays under the stated 1 s bound.</summary>
    [Range(50, 1000)]
    public int PollMilliseconds { get; init; } = 400;

    /// <summary>Most rows in one run of a session. Default 128, range 1 to 4096; more gains next to nothing on CPU: an MLP of this kind ran 76k rows/s at 32 and 81k at 128 on one thread.</summary>
    [Range(1, 4096)]
    public int MaxBatchRows { get; init; } = 128;

    /// <summary>How long a run that isn't full waits for more rows, milliseconds. Default 0, range 0 to 100.</summary>
    [Range(0, 100)]
    public int MaxQueueDelayMilliseconds { get; init; }

    /// <summary>Requests of a lane that may wait for a run before the subscription is held back. Default 256, range 1 to 65536.</summary>
    [Range(1, 65_536)]
    public int QueueLimit { get; init; } = 256;

    /// <summary>Messages of the backfill lane that a replica works on at once. Default 1, range 1 to 64; more only where there are cores that the live lane doesn't need.</summary>
    [Range(1, 64)]
    public int BackfillConcurrency { get; init; } = 1;

    /// <summary>App-ids beside operators' that may encode here directly (Open Inference Protocol, encode). Default none: vectors are read from version-router.</summary>
    [Required]
    public IList<string> DirectAppIds { get; init; } = [];

    /// <summary>Most rows of one direct call. Default 256, range 1 to 4096.</summary>
    [Range(1, 4096)]
    public int MaxDirectRows { get; init; } = 256;

    /// <summary>Most items of a version among which neighbours are searched exactly; beyond it there is an index. Default 100000, range 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int ExactItems { get; init; } = 100_000;

    /// <summary>Most items that are searched at all: their vectors are kept in memory for each version and space that is asked for. Default 1000000, range 1 to 10000000.</summary>
    [Range(1, 10_000_000)]
    public int MaxSearchedItems { get; init; } = 1_000_000;

    /// <summary>Share of the true nearest that an answer by index is to have, measured on the version's own items. Default 0.95, range 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double ItemRecall { get; init; } = 0.95;
}
