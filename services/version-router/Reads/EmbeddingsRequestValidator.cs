using FluentValidation;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Reads;

internal sealed class EmbeddingsRequestValidator : AbstractValidator<EmbeddingsRequest>
{
    public EmbeddingsRequestValidator()
    {
        RuleFor(r => r.UserIds).NotNull()
            .Must(ids => ids is null or { Count: >= 1 and <= EmbeddingsRequest.MaxUsers }).WithMessage($"'User Ids' must have 1 to {EmbeddingsRequest.MaxUsers} entries.")
            .Must(ids => ids is null || ids.All(id => id is { Length: >= 1 and <= 256 } && !string.IsNullOrWhiteSpace(id))).WithMessage("'User Ids' must each have 1 to 256 characters, not all blank.")
            .Must(ids => ids is null || ids.Distinct().Count() == ids.Count).WithMessage("'User Ids' must not repeat a user.");
        RuleFor(r => r.MaxAge).Must(age => MaxAge.TryParse(age, out _)).WithMessage("'Max Age' must be like 00:30:00, 7.00:00:00 or PT30M.");
        RuleFor(r => r.Accepts).Must(a => a is null or { Count: >= 1 and <= 100 }).WithMessage("'Accepts' must have 1 to 100 entries, or be left out.");
        RuleForEach(r => r.Accepts).Must(v => EncoderVersion.TryParse(v, out _)).WithMessage("'{PropertyValue}' is not a version: write representation@v1 (or v1).");
    }
}
