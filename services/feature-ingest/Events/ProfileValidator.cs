using System.Globalization;
using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.FeatureIngest.Events;

internal sealed class ProfileValidator : AbstractValidator<ProfileEvent>
{
    public ProfileValidator()
    {
        RuleFor(e => e.EventId).Id();
        RuleFor(e => e.UserId).Id();
        RuleFor(e => e.At).Instant();
        RuleFor(e => e.Country).ShortText();
        RuleFor(e => e.Language).ShortText();
        RuleFor(e => e.AgeBand).ShortText();
        RuleFor(e => e.SignedUpOn).Must(d => d is null || DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)).WithMessage("'Signed Up On' must be a date such as 2025-09-30.");
        RuleFor(e => e.Attributes).Must(a => a is null or { Count: <= EventLimits.Attributes }).WithMessage($"'Attributes' must have at most {EventLimits.Attributes} entries.");
        RuleForEach(e => e.Attributes).Must(a => a.Key is { Length: >= 1 and <= EventLimits.AttributeNameLength } && a.Value is { Length: >= 1 and <= EventLimits.TextLength }).WithMessage($"Each attribute must have a name of 1 to {EventLimits.AttributeNameLength} and a value of 1 to {EventLimits.TextLength} characters.");
    }
}
