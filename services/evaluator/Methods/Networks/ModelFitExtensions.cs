using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

internal static class ModelFitExtensions
{
    /// <exception cref="InvalidOperationException">There is no model. A table without a method that was asked for would mislead.</exception>
    public static T OrThrow<T>(this ModelFit<T> fit, string method) where T : class =>
        fit.Model ?? throw new InvalidOperationException($"{method} could not be fitted: {string.Join("; ", fit.Faults)}");
}
