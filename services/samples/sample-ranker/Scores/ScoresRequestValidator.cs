using FluentValidation;

namespace UserRep.SampleRanker.Scores;

internal sealed class ScoresRequestValidator : AbstractValidator<ScoresRequest>
{
    public ScoresRequestValidator()
    {
        RuleFor(r => r.UserIds).NotNull()
            .Must(ids => ids is null or { Count: >= 1 and <= ScoresRequest.MaxUsers }).WithMessage($"'User Ids' must have 1 to {ScoresRequest.MaxUsers} entries.")
            .Must(ids => ids is null || ids.All(id => id is { Length: >= 1 and <= 256 } && !string.IsNullOrWhiteSpace(id))).WithMessage("'User Ids' must each have 1 to 256 characters, not all blank.")
            .Must(ids => ids is null || ids.Distinct().Count() == ids.Count).WithMessage("'User Ids' must not repeat a user.");
    }
}
