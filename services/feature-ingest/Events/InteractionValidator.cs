using FluentValidation;
using UserRep.Contracts.Events;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.FeatureIngest.Events;

internal sealed class InteractionValidator : AbstractValidator<InteractionEvent>
{
    public InteractionValidator()
    {
        RuleFor(e => e.EventId).Id();
        RuleFor(e => e.UserId).Id();
        RuleFor(e => e.ItemId).Id();
        RuleFor(e => e.Action).NotEmpty().MaximumLength(EventLimits.ActionLength);
        RuleFor(e => e.At).Instant();
        RuleFor(e => e.Weight).Weight();
        RuleFor(e => e.PlayedMs).PlayedMs();
    }
}
