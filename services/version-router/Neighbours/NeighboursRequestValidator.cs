using FluentValidation;
using UserRep.Contracts.Reads;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Neighbours;

internal sealed class NeighboursRequestValidator : AbstractValidator<NeighboursRequest>
{
    /// <summary>The widest that a bundle may be.</summary>
    private const int MaxDimension = 4096;

    public NeighboursRequestValidator()
    {
        RuleFor(r => r.UserId).Must((r, id) => id is null != r.Vector is null).WithMessage("Either 'User Id' or 'Vector' must be given.");
        RuleFor(r => r.UserId).Must(id => id is null || (id.Length <= 256 && !string.IsNullOrWhiteSpace(id))).WithMessage("'User Id' must have 1 to 256 characters, not all blank.");
        RuleFor(r => r.Vector).Must(v => v is null or { Count: >= 1 and <= MaxDimension }).WithMessage($"'Vector' must have 1 to {MaxDimension} values.");
        RuleFor(r => r.Vector).Must(v => v is null || v.All(float.IsFinite)).WithMessage("'Vector' must have finite values.");
        RuleFor(r => r.K).InclusiveBetween(1, NeighboursRequest.MaxK);
        RuleFor(r => r.Of).Must(of => of is null or NeighbourKinds.Users or NeighbourKinds.Items).WithMessage($"'Of' must be {NeighbourKinds.Users} or {NeighbourKinds.Items}.");
        RuleFor(r => r.Space).Must((r, s) => s is null || (r.Of == NeighbourKinds.Items && !string.IsNullOrWhiteSpace(s) && s.Length <= 64))
            .WithMessage($"'Space' is said of {NeighbourKinds.Items} only, and must have 1 to 64 characters.");
        this.Versions(r => r.Accepts);
    }
}
