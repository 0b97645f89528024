using Microsoft.Extensions.Options;
using UserRep.Client.Heads;
using UserRep.Client.Telemetry;

namespace UserRep.Client.Reading;

internal sealed class UserRepresentationsClient(
    SplitReader reader, HeadSet heads, HeadWatch watch, ClientInstruments instruments, IOptions<UserRepresentationsOptions> settings, TimeProvider clock) : IUserRepresentations
{
    private const string Cancelled = "CANCELLED";

    public async Task<UserRepresentations> GetAsync(IReadOnlyList<string> userIds, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ReadOptions.Default;
        var ids = UserIds.Checked(userIds, options);
        using var activity = instruments.Begin(ids.Length);
        using var deadline = new Deadline(options.Timeout ?? settings.Value.Timeout, clock, cancellationToken);
        try
        {
            var answer = Assembly.Of(settings.Value.Model, ids, await reader.ReadAsync(ids, options, deadline).ConfigureAwait(false), heads);
            instruments.OnAnswer(answer, deadline.Elapsed, activity);
            watch.OnAnswer(answer);
            return answer;
        }
        catch (OperationCanceledException) when (deadline.HasPassed && !cancellationToken.IsCancellationRequested)
        {
            instruments.OnFailure(ClientCodes.DeadlineExceeded, deadline.Elapsed, activity);
            throw new UserRepresentationsException(
                ClientCodes.DeadlineExceeded, $"there was no answer within {deadline.Timeout.TotalSeconds} s{(deadline.LastFailure is { } last ? $"; last: {last.Message}" : "")}", transient: true, deadline.LastFailure);
        }
        catch (OperationCanceledException)
        {
            instruments.OnFailure(Cancelled, deadline.Elapsed, activity);
            throw;
        }
        catch (UserRepresentationsException e)
        {
            instruments.OnFailure(e.Code, deadline.Elapsed, activity);
            throw;
        }
    }
}
