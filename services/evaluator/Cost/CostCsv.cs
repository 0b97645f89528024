using UserRep.Evaluator.Reports;

namespace UserRep.Evaluator.Cost;

internal static class CostCsv
{
    public const string Name = "cost.csv";

    private static readonly string[] s_columns = ["bundle", "bundle_sha256", "data", "simulated", "path", "resource", "models", "value", "fixed", "per_model", "users", "paper_users", "paper_value"];

    /// <summary>A row per way, resource and number of models. paper_value is in the same unit as value.</summary>
    public static void Write(CostResult cost, string path) => CsvRows.Write(path, s_columns,
        from p in cost.Paths
        from resource in CostResource.All
        from models in cost.Models
        let linear = resource.Of(p)
        select (object?[])[
            cost.Bundle, cost.BundleSha256, cost.Data, cost.Simulated, p.Name, resource.Name, models, linear.At(models), linear.Fixed, linear.PerModel,
            cost.Traffic.Users, cost.PaperUsers, linear.At(models) * cost.PaperFactor]);
}
