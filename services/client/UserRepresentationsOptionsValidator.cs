using Microsoft.Extensions.Options;
using UserRep.Contracts.Reads;

namespace UserRep.Client;

internal sealed class UserRepresentationsOptionsValidator : IValidateOptions<UserRepresentationsOptions>
{
    private const int MaxHeads = 100;

    public ValidateOptionsResult Validate(string? name, UserRepresentationsOptions options)
    {
        // Of several models in a process, the key says whose they are.
        var faults = Faults(options).Select(f => string.IsNullOrEmpty(name) ? f : $"{name}: {f}").ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(UserRepresentationsOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Model))
            yield return "Model is missing: the name of this downstream model, as registered with version-router.";
        if (string.IsNullOrWhiteSpace(options.RouterAppId))
            yield return "RouterAppId is missing.";
        if (options.SidecarAddress is { } address && !(address.IsAbsoluteUri && address.Scheme is "http" or "https"))
            yield return $"SidecarAddress is {address}, must be an absolute http or https address.";
        if (options.Heads.Count is 0 or > MaxHeads)
            yield return $"Heads has {options.Heads.Count} entries, must have 1 to {MaxHeads}: a model is served only versions that it has a head for.";
        foreach (var head in options.Heads)
        {
            if (!Contracts.Versions.EncoderVersion.TryParse(head.EncoderVersion, out _))
                yield return $"Heads: '{head.EncoderVersion}' is not a version: write representation@v1 (or v1).";
            if (head.Dimension < 1)
                yield return $"Heads: dimension of {head.EncoderVersion} is {head.Dimension}, must be at least 1.";
        }
        foreach (var twice in options.Heads.GroupBy(h => Contracts.Versions.EncoderVersion.TryParse(h.EncoderVersion, out var v) ? v.ToString() : h.EncoderVersion).Where(g => g.Count() > 1))
            yield return $"Heads: {twice.Key} stands there {twice.Count()} times.";
        if (Outside(options.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)) is { } timeout)
            yield return $"Timeout {timeout}";
        if (Outside(options.RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)) is { } delay)
            yield return $"RetryDelay {delay}";
        if (Outside(options.MaxRetries, 0, 10) is { } retries)
            yield return $"MaxRetries {retries}";
        if (Outside(options.BatchSize, 1, EmbeddingsRequest.MaxUsers) is { } size)
            yield return $"BatchSize {size}";
        if (Outside(options.MaxParallelBatches, 1, 64) is { } parallel)
            yield return $"MaxParallelBatches {parallel}";
    }

    private static string? Outside<T>(T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0 ? $"is {value}, must be {least} to {most}." : null;
}
