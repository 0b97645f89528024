using Microsoft.Extensions.Options;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>What annotations can't say; its faults are reported together with theirs.</summary>
internal sealed class BridgeOptionsValidator : IValidateOptions<BridgeOptions>
{
    public ValidateOptionsResult Validate(string? name, BridgeOptions options)
    {
        var faults = new List<string>();
        if (options.Prefetch < options.BatchSize)
            faults.Add($"{BridgeOptions.Section}:Prefetch is {options.Prefetch}, but a batch of BatchSize {options.BatchSize} can't fill up with fewer messages in hand.");
        if (string.IsNullOrEmpty(options.Password) == string.IsNullOrEmpty(options.PasswordFile))
            faults.Add($"{BridgeOptions.Section} needs either Password or PasswordFile.");
        if (!string.IsNullOrEmpty(options.PasswordFile) && !File.Exists(options.PasswordFile))
            faults.Add($"{BridgeOptions.Section}:PasswordFile names {options.PasswordFile}, which is not there.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
