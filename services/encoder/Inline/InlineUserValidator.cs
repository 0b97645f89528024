using System.Globalization;
using FluentValidation;
using UserRep.Contracts.Events;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.Encoder.Inline;

/// <summary>The bounds are those of events that are published (feature-ingest): within them the same user gets the same vector here and there.</summary>
internal sealed class InlineUserValidator : AbstractValidator<InlineUser>
{
    public InlineUserValidator()
    {
        RuleFor(u => u.AsOf).Must(IsInstant).WithMessage("'As Of' must be a time such as 2025-09-30T12:00:00Z.");
        RuleFor(u => u.Interactions).Must(i => i is null or { Count: <= InlineUser.MaxInteractions }).WithMessage($"'Interactions' must have at most {InlineUser.MaxInteractions} entries.");
        RuleForEach(u => u.Interactions).NotNull().ChildRules(i =>
        {
            i.RuleFor(e => e.ItemId).NotEmpty().MaximumLength(EventLimits.IdLength);
            i.RuleFor(e => e.Action).NotEmpty().MaximumLength(EventLimits.ActionLength);
            i.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            i.RuleFor(e => e.Weight).Weight();
            i.RuleFor(e => e.PlayedMs).PlayedMs();
        });
        RuleFor(u => u.Onboarding!).ChildRules(o =>
        {
            o.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            o.RuleFor(e => e.ItemIds).Must(ids => ids is { Count: >= 1 and <= EventLimits.Picks }).WithMessage($"'Item Ids' must have 1 to {EventLimits.Picks} entries.");
            o.RuleForEach(e => e.ItemIds).NotEmpty().MaximumLength(EventLimits.IdLength);
        }).When(u => u.Onboarding is not null);
        RuleFor(u => u.Profile!).ChildRules(p =>
        {
            p.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            p.RuleFor(e => e.Country).ShortText();
            p.RuleFor(e => e.Language).ShortText();
            p.RuleFor(e => e.AgeBand).ShortText();
            p.RuleFor(e => e.SignedUpOn).Day();
            p.RuleFor(e => e.Attributes).Attributes();
            p.RuleForEach(e => e.Attributes).Attribute();
        }).When(u => u.Profile is not null);
    }

    /// <summary>None is the instant asked for.</summary>
    private static bool IsInstant(string? text) => text is null || TryParse(text, out _);

    public static bool TryParse(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
