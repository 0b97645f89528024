using FluentValidation;
using UserRep.Contracts.Events;

namespace UserRep.FeatureIngest.Events;

internal sealed class InteractionValidator : AbstractValidator<InteractionEvent>
{
    /// <summary>Bounds that keep the sums of a history far from overflow.</summary>
    private const double MaxWeight = 1_000_000;
    private const long MaxPlayedMs = 24 * 3600 * 1000L;

    public InteractionValidator()
    {
        RuleFor(e => e.EventId).Id();
        RuleFor(e => e.UserId).Id();
        RuleFor(e => e.ItemId).Id();
        RuleFor(e => e.Action).NotEmpty().MaximumLength(64);
        RuleFor(e => e.At).Instant();
        RuleFor(e => e.Weight).Must(w => w is null || (double.IsFinite(w.Value) && Math.Abs(w.Value) <= MaxWeight)).WithMessage($"'Weight' must be within -{MaxWeight} to {MaxWeight}.");
        RuleFor(e => e.PlayedMs).Must(ms => ms is null or (>= 0 and <= MaxPlayedMs)).WithMessage("'Played Ms' must be within 0 and one day.");
    }
}
