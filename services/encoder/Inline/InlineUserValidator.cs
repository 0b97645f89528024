using System.Globalization;
using FluentValidation;

namespace UserRep.Encoder.Inline;

/// <summary>The bounds are those of events that are published (feature-ingest): within them the same user gets the same vector here and there.</summary>
internal sealed class InlineUserValidator : AbstractValidator<InlineUser>
{
    private const int MaxId = 256;
    private const int MaxPicks = 200;
    private const int MaxAttributes = 50;
    private const double MaxWeight = 1_000_000;
    private const long MaxPlayedMs = 24 * 3600 * 1000L;

    public InlineUserValidator()
    {
        RuleFor(u => u.AsOf).Must(IsInstant).WithMessage("'As Of' must be a time such as 2025-09-30T12:00:00Z.");
        RuleFor(u => u.Interactions).Must(i => i is null or { Count: <= InlineUser.MaxInteractions }).WithMessage($"'Interactions' must have at most {InlineUser.MaxInteractions} entries.");
        RuleForEach(u => u.Interactions).NotNull().ChildRules(i =>
        {
            i.RuleFor(e => e.ItemId).NotEmpty().MaximumLength(MaxId);
            i.RuleFor(e => e.Action).NotEmpty().MaximumLength(64);
            i.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            i.RuleFor(e => e.Weight).Must(w => w is null || (double.IsFinite(w.Value) && Math.Abs(w.Value) <= MaxWeight)).WithMessage($"'Weight' must be within -{MaxWeight} to {MaxWeight}.");
            i.RuleFor(e => e.PlayedMs).Must(ms => ms is null or (>= 0 and <= MaxPlayedMs)).WithMessage("'Played Ms' must be within 0 and one day.");
        });
        RuleFor(u => u.Onboarding!).ChildRules(o =>
        {
            o.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            o.RuleFor(e => e.ItemIds).Must(ids => ids is { Count: >= 1 and <= MaxPicks }).WithMessage($"'Item Ids' must have 1 to {MaxPicks} entries.");
            o.RuleForEach(e => e.ItemIds).NotEmpty().MaximumLength(MaxId);
        }).When(u => u.Onboarding is not null);
        RuleFor(u => u.Profile!).ChildRules(p =>
        {
            p.RuleFor(e => e.At).Must(IsInstant).WithMessage("'At' must be a time such as 2025-09-30T12:00:00Z.");
            p.RuleFor(e => e.SignedUpOn).Must(d => d is null || DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)).WithMessage("'Signed Up On' must be a date such as 2025-09-30.");
            p.RuleFor(e => e.Attributes).Must(a => a is null or { Count: <= MaxAttributes }).WithMessage($"'Attributes' must have at most {MaxAttributes} entries.");
            p.RuleForEach(e => e.Attributes).Must(a => a.Key is { Length: >= 1 and <= 64 } && a.Value is { Length: >= 1 and <= 128 }).WithMessage("Each attribute must have a name of 1 to 64 and a value of 1 to 128 characters.");
        }).When(u => u.Profile is not null);
    }

    /// <summary>None is the instant asked for.</summary>
    private static bool IsInstant(string? text) => text is null || TryParse(text, out _);

    public static bool TryParse(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
