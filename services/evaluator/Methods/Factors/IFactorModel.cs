using UserRep.Evaluator.Samples;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>Vectors of users and items whose products tell who uses what.</summary>
internal interface IFactorModel
{
    /// <returns>[items, width]</returns>
    Matrix LearnItems(SparseRows users, CancellationToken cancellationToken);

    /// <summary>The vectors that fit best to rows when items stay as learnt: a row's vector depends on that row alone.</summary>
    /// <returns>[rows, width]; zeros for rows without items.</returns>
    Matrix FoldIn(SparseRows rows, Matrix items, CancellationToken cancellationToken);
}
