namespace UserRep.LocalMesh.MainJob;

/// <summary>One user in sample-ranker's answer.</summary>
internal sealed record SampleScore(string UserId, float? Score, string Status, string EncoderVersion);
