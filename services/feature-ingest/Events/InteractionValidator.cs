using FluentValidation;
using UserRep.Contracts.Events;

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
        RuleFor(e => e.Weight).Must(w => w is null || (double.IsFinite(w.Value) && Math.Abs(w.Value) <= EventLimits.Weight)).WithMessage($"'Weight' must be within -{EventLimits.Weight} to {EventLimits.Weight}.");
        RuleFor(e => e.PlayedMs).Must(ms => ms is null or (>= 0 and <= EventLimits.PlayedMs)).WithMessage("'Played Ms' must be within 0 and one day.");
    }
}
