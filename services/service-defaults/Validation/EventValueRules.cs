using System.Globalization;
using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.ServiceDefaults.Validation;

/// <summary>Rules of what events hold, however they come in, within <see cref="EventLimits"/>.</summary>
public static class EventValueRules
{
    public static IRuleBuilderOptions<T, string?> ShortText<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null or { Length: >= 1 and <= EventLimits.TextLength }).WithMessage($"'{{PropertyName}}' must have 1 to {EventLimits.TextLength} characters, or be left out.");

    public static IRuleBuilderOptions<T, string?> Day<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(d => d is null || DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)).WithMessage("'{PropertyName}' must be a date such as 2025-09-30.");

    public static IRuleBuilderOptions<T, double?> Weight<T>(this IRuleBuilder<T, double?> rule) =>
        rule.Must(w => w is null || (double.IsFinite(w.Value) && Math.Abs(w.Value) <= EventLimits.Weight)).WithMessage($"'{{PropertyName}}' must be within -{EventLimits.Weight} to {EventLimits.Weight}.");

    public static IRuleBuilderOptions<T, long?> PlayedMs<T>(this IRuleBuilder<T, long?> rule) =>
        rule.Must(ms => ms is null or (>= 0 and <= EventLimits.PlayedMs)).WithMessage("'{PropertyName}' must be within 0 and one day.");

    public static IRuleBuilderOptions<T, IReadOnlyDictionary<string, string>?> Attributes<T>(this IRuleBuilder<T, IReadOnlyDictionary<string, string>?> rule) =>
        rule.Must(a => a is null or { Count: <= EventLimits.Attributes }).WithMessage($"'{{PropertyName}}' must have at most {EventLimits.Attributes} entries.");

    public static IRuleBuilderOptions<T, KeyValuePair<string, string>> Attribute<T>(this IRuleBuilder<T, KeyValuePair<string, string>> rule) =>
        rule.Must(a => a.Key is { Length: >= 1 and <= EventLimits.AttributeNameLength } && a.Value is { Length: >= 1 and <= EventLimits.TextLength })
            .WithMessage($"Each attribute must have a name of 1 to {EventLimits.AttributeNameLength} and a value of 1 to {EventLimits.TextLength} characters.");
}
