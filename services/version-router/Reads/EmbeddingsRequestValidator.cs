using FluentValidation;
using UserRep.Contracts.Reads;

namespace UserRep.VersionRouter.Reads;

internal sealed class EmbeddingsRequestValidator : AbstractValidator<EmbeddingsRequest>
{
    public EmbeddingsRequestValidator()
    {
        RuleFor(r => r.UserIds).NotNull();
        this.Ids(r => r.UserIds, "User Ids", EmbeddingsRequest.MaxUsers);
        RuleFor(r => r.MaxAge).Must(age => MaxAge.TryParse(age, out _)).WithMessage("'Max Age' must be like 00:30:00, 7.00:00:00 or PT30M.");
        this.Versions(r => r.Accepts);
    }
}
