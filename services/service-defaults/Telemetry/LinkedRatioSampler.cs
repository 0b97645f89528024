using OpenTelemetry.Trace;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>For spans without a parent: recorded if they link to something that was, else by ratio. A batch has no parent but its inputs.</summary>
internal sealed class LinkedRatioSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _byRatio = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        foreach (var link in samplingParameters.Links ?? [])
        {
            if ((link.Context.TraceFlags & System.Diagnostics.ActivityTraceFlags.Recorded) != 0)
                return new SamplingResult(SamplingDecision.RecordAndSample);
        }
        return _byRatio.ShouldSample(samplingParameters);
    }
}
