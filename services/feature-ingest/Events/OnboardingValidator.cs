using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.FeatureIngest.Events;

internal sealed class OnboardingValidator : AbstractValidator<OnboardingEvent>
{
    private const int MaxItems = 200;

    public OnboardingValidator()
    {
        RuleFor(e => e.EventId).Id();
        RuleFor(e => e.UserId).Id();
        RuleFor(e => e.At).Instant();
        RuleFor(e => e.ItemIds).NotNull().Must(ids => ids is null or { Count: >= 1 and <= MaxItems }).WithMessage($"'Item Ids' must have 1 to {MaxItems} entries.");
        RuleForEach(e => e.ItemIds).NotEmpty().MaximumLength(EventRules.MaxIdLength);
    }
}
