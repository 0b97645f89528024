using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.FeatureIngest.Events;

/// <summary>Rules that all events share.</summary>
internal static class EventRules
{
    public static IRuleBuilderOptions<T, string?> Id<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().MaximumLength(EventLimits.IdLength);

    public static IRuleBuilderOptions<T, string?> Instant<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().Must(at => at is null || IsoInstant.TryParse(at, out _)).WithMessage("'{PropertyName}' must be an ISO 8601 date and time, such as 2025-09-30T12:00:00Z.");
}
