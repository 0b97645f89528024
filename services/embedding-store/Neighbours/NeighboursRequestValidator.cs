using FluentValidation;
using UserRep.Contracts.Reads;

namespace UserRep.EmbeddingStore.Neighbours;

internal sealed class NeighboursRequestValidator : AbstractValidator<NeighboursRequest>
{
    public NeighboursRequestValidator()
    {
        RuleFor(r => r.UserId).NotEmpty().MaximumLength(256);
        RuleFor(r => r.K).InclusiveBetween(1, 100);
    }
}
