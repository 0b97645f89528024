using System.Globalization;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>New users: from onboarding and attributes alone, then from the first hours and the first day.</summary>
internal static class ColdTasks
{
    private const int QuestionDays = 7;

    public static IEnumerable<EvaluationTask> Of(EvaluationData data, DateTimeOffset cutOff, int maxTrain)
    {
        if (data.Groups.Names.Count < 2)
            yield break;
        foreach (var hours in data.HasTimesOfDay ? (int[])[0, 4, 24] : [0, 24])
        {
            var starting = Populations.Starting(data, cutOff, TimeSpan.FromHours(hours), QuestionDays, maxTrain);
            var view = new View(starting);
            var known = hours == 0 ? "onboarding and attributes alone" : hours < 24 ? $"the first {hours.ToString(CultureInfo.InvariantCulture)} hours" : "the first day";
            var labels = LabelRows.Of(starting, data.Groups.Names.Count, (s, row) => LabelRows.Groups(data, s, s.At, s.At + EvaluationData.Days(QuestionDays), row));
            yield return new EvaluationTask($"cold-{hours}h-groups", $"new users: item groups used in the next {QuestionDays} days, from {known}", TaskKind.Labels, view, data.Groups.Names, labels) { Section = Sections.ColdStart };
            yield return new EvaluationTask($"cold-{hours}h-pairs", $"new users: user and item-group pairs in the next {QuestionDays} days, from {known}", TaskKind.Labels, view, data.Groups.Names, labels) { Section = Sections.ColdStart, Metric = TaskMetric.PairAuc };
            if (hours > 0)
                yield return new EvaluationTask($"cold-{hours}h-active", $"new users: act in the next {QuestionDays} days, from {known}", TaskKind.Labels, view, ["acts"],
                    LabelRows.Of(starting, 1, (s, row) => row[0] = data.IsActive(s.User, s.At, s.At + EvaluationData.Days(QuestionDays)) ? 1 : 0)) { Section = Sections.ColdStart };
        }
    }
}
