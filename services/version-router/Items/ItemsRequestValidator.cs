using FluentValidation;
using UserRep.Contracts.Reads;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

internal sealed class ItemsRequestValidator : AbstractValidator<ItemsRequest>
{
    public ItemsRequestValidator()
    {
        RuleFor(r => r.ItemIds).NotNull();
        this.Ids(r => r.ItemIds, "Item Ids", ItemsRequest.MaxItems);
        this.Ids(r => r.UserIds, "User Ids", EmbeddingsRequest.MaxUsers);
        RuleFor(r => r.Space).Must(s => s is null || (!string.IsNullOrWhiteSpace(s) && s.Length <= 64)).WithMessage("'Space' must have 1 to 64 characters, or be left out.");
        this.Versions(r => r.Accepts);
    }
}
