namespace UserRep.Trainer.Networks.Models;

public enum LabelKind
{
    /// <summary>Each 0 or 1 by itself; sigmoids, NaN where unknown.</summary>
    Independent,

    /// <summary>One of them, or shares that sum to 1; a softmax, NaN throughout the row where unknown.</summary>
    Classes,
}
