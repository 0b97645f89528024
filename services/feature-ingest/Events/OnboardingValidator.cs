using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.FeatureIngest.Events;

internal sealed class OnboardingValidator : AbstractValidator<OnboardingEvent>
{
    public OnboardingValidator()
    {
        RuleFor(e => e.EventId).Id();
        RuleFor(e => e.UserId).Id();
        RuleFor(e => e.At).Instant();
        RuleFor(e => e.ItemIds).NotNull().Must(ids => ids is null or { Count: >= 1 and <= EventLimits.Picks }).WithMessage($"'Item Ids' must have 1 to {EventLimits.Picks} entries.");
        RuleForEach(e => e.ItemIds).NotEmpty().MaximumLength(EventLimits.IdLength);
    }
}
