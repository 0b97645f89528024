using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Models;

internal sealed class ModelRegistrationValidator : AbstractValidator<ModelRegistration>
{
    public ModelRegistrationValidator()
    {
        RuleFor(r => r.EncoderVersion).NotEmpty().When(r => r.Stamp is null).WithMessage("'Encoder Version' must be given, or the stamp of a training set.");
        RuleFor(r => r.EncoderVersion).Must(v => v is null || EncoderVersion.TryParse(v, out _)).WithMessage("'Encoder Version' must be like representation@v1 (or v1).");
        RuleFor(r => r.Stamp).SetValidator(new TrainingSetStampValidator()!);
        RuleForEach(r => r.AllowedAppIds).NotEmpty().Matches(@"^[a-z0-9]([-a-z0-9]{0,62})\z")
            .WithMessage("An app-id is 1 to 63 lower-case letters, digits and dashes.");
        RuleFor(r => r.AllowedAppIds).Must(ids => ids is null or { Count: > 0 and <= 100 }).WithMessage("'Allowed App Ids' must name 1 to 100 app-ids, or be left out.");
        RuleFor(r => r.EvaluationTasks).Must(t => t is null || (t.Count is > 0 and <= 100 && t.All(x => !string.IsNullOrWhiteSpace(x) && x.Length <= 200)))
            .WithMessage("'Evaluation Tasks' must name 1 to 100 tasks, or be left out.");
    }
}
