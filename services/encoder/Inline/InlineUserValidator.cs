using System.Globalization;
using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.Encoder.Inline;

/// <summary>The bounds are those of events that are published (feature-ingest): within them the same user gets the same vector here and there.</summary>
internal sealed class InlineUserValidator : AbstractValidator<InlineUser>
{
    private static readonly string ShortText = $"'{{PropertyName}}' must have 1 to {EventLimits.TextLength} characters, or be left out.";

    public InlineUserValidator()
    {
        RuleFor(u => u.AsOf).Must(IsInstant).WithMessage("'As Of' must be a time such as 2025-09-30T12:00:00Z.");
        RuleFor(u => u.Interactions).Must(i => i is null or { Count: <= InlineUser.MaxInteractions }).WithMessage($"'Interactions' must have at most {InlineUser.MaxInteractions} entries.");
        RuleForEach(u => u.Interactions).NotNull().ChildRules(i =>
        {
            i.RuleFor(e => e.ItemId).NotEmpty().MaximumLength(EventLimits.IdLength);
            i.RuleFor(e => e.Action).NotEmpty().MaximumLength(EventLimits.ActionLength);
            i.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            i.RuleFor(e => e.Weight).Must(w => w is null || (double.IsFinite(w.Value) && Math.Abs(w.Value) <= EventLimits.Weight)).WithMessage($"'Weight' must be within -{EventLimits.Weight} to {EventLimits.Weight}.");
            i.RuleFor(e => e.PlayedMs).Must(ms => ms is null or (>= 0 and <= EventLimits.PlayedMs)).WithMessage("'Played Ms' must be within 0 and one day.");
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
            p.RuleFor(e => e.Country).Must(IsShort).WithMessage(ShortText);
            p.RuleFor(e => e.Language).Must(IsShort).WithMessage(ShortText);
            p.RuleFor(e => e.AgeBand).Must(IsShort).WithMessage(ShortText);
            p.RuleFor(e => e.SignedUpOn).Must(d => d is null || DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)).WithMessage("'Signed Up On' must be a date such as 2025-09-30.");
            p.RuleFor(e => e.Attributes).Must(a => a is null or { Count: <= EventLimits.Attributes }).WithMessage($"'Attributes' must have at most {EventLimits.Attributes} entries.");
            p.RuleForEach(e => e.Attributes).Must(a => a.Key is { Length: >= 1 and <= EventLimits.AttributeNameLength } && a.Value is { Length: >= 1 and <= EventLimits.TextLength }).WithMessage($"Each attribute must have a name of 1 to {EventLimits.AttributeNameLength} and a value of 1 to {EventLimits.TextLength} characters.");
        }).When(u => u.Profile is not null);
    }

    private static bool IsShort(string? text) => text is null or { Length: >= 1 and <= EventLimits.TextLength };

    /// <summary>None is the instant asked for.</summary>
    private static bool IsInstant(string? text) => text is null || TryParse(text, out _);

    public static bool TryParse(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
