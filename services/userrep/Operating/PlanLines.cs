using UserRep.Contracts.Plans;

namespace UserRep.Command.Operating;

/// <summary>A plan as it is printed: <c>+</c>, <c>~</c> and <c>-</c> for what it does, <c>!</c> for why it is refused.</summary>
internal static class PlanLines
{
    public static IEnumerable<(string, string)> Of(Plan plan)
    {
        foreach (var line in plan.Lines)
            yield return (Sign(line.Sign), line.Text);
        foreach (var refusal in plan.Refusals)
            yield return ("!", $"{refusal.Code}: {refusal.Detail}{(refusal.CanBeForced ? " (--force --why REASON overrides it)" : "")}");
        yield return ("", plan.Refusals.Count == 0 ? $"plan {plan.Id}: userrep apply {plan.Id}" : $"plan {plan.Id} is refused");
    }

    private static string Sign(PlanSign sign) => sign switch
    {
        PlanSign.Add => "+",
        PlanSign.Change => "~",
        PlanSign.Remove => "-",
        _ => " ",
    };
}
