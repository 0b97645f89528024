using FluentValidation;
using UserRep.Contracts.Reads;

namespace UserRep.EmbeddingStore.Reading;

internal sealed class StoreReadRequestValidator : AbstractValidator<StoreReadRequest>
{
    public StoreReadRequestValidator()
    {
        RuleFor(r => r.UserIds).NotNull().Must(ids => ids is null or { Count: >= 1 and <= EmbeddingsRequest.MaxUsers });
        RuleForEach(r => r.UserIds).NotEmpty().MaximumLength(256);
    }
}
