using System.Diagnostics.Metrics;

namespace UserRep.SampleRanker;

internal sealed class SampleRankerInstruments
{
    public const string MeterName = "UserRep.SampleRanker";

    private readonly Counter<long> _scores;

    public SampleRankerInstruments(IMeterFactory factory) => _scores = factory.Create(MeterName).CreateCounter<long>("userrep.sample_ranker.scores", "{user}", "Users scored, by the version of the head.");

    public void OnScores(string version, int users) => _scores.Add(users, new KeyValuePair<string, object?>("version", version));
}
