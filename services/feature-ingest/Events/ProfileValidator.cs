using FluentValidation;
using UserRep.Contracts.Events;
using UserRep.ServiceDefaults.Validation;

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
        RuleFor(e => e.SignedUpOn).Day();
        RuleFor(e => e.Attributes).Attributes();
        RuleForEach(e => e.Attributes).Attribute();
    }
}
