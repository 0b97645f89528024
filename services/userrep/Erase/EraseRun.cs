using System.Globalization;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Erasures;
using UserRep.Contracts.Mesh;

namespace UserRep.Command.Erase;

/// <summary>Asks for an erasure, or for one asked for before, and follows it.</summary>
internal sealed class EraseRun(MeshClient mesh, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a service may be away while an erasure is followed.</summary>
    private static readonly TimeSpan s_absence = TimeSpan.FromMinutes(1);

    public async Task<VerbResult> RunAsync(string? user, string? receipt, bool wait, Screen screen, CancellationToken ct)
    {
        var asked = user is not null
            ? await mesh.DeleteAsync<ErasureReceipt>(AppIds.FeatureIngest, $"/v1/users/{Uri.EscapeDataString(user)}", ct)
            : await FindAsync(receipt!, ct);
        if (asked.Value is not { } found)
            return VerbResult.Failed(asked.Fault!);
        return wait ? await FollowAsync(found, screen, ct) : Done(found);
    }

    private async Task<VerbResult> FollowAsync(ErasureReceipt receipt, Screen screen, CancellationToken ct)
    {
        using var step = screen.Begin("Erasing");
        var answered = time.GetTimestamp();
        while (receipt.State != ErasureState.Complete)
        {
            var confirmed = receipt.Owners.Count(o => o.ConfirmedAt is not null);
            step.At((double)confirmed / receipt.Owners.Count, receipt.Owners.FirstOrDefault(o => o.Waiting is not null) is { } owner ? $"{owner.Owner}: {owner.Waiting}" : null);
            await Task.Delay(s_pause, time, ct);
            var answer = await FindAsync(receipt.Id, ct);
            if (answer.Value is { } found)
                (receipt, answered) = (found, time.GetTimestamp());
            else if (time.GetElapsedTime(answered) > s_absence || (int?)answer.Status is 403 or 404)
                return VerbResult.Failed($"{answer.Fault} (the erasure goes on: userrep erase --receipt {receipt.Id})");
        }
        step.At(1, "complete");
        return Done(receipt);
    }

    private Task<MeshAnswer<ErasureReceipt>> FindAsync(string receipt, CancellationToken ct) =>
        mesh.GetAsync<ErasureReceipt>(AppIds.FeatureIngest, $"/v1/erasures/{Uri.EscapeDataString(receipt)}", ct);

    private static VerbResult Done(ErasureReceipt receipt) => VerbResult.Done(receipt, [.. Lines(receipt)]);

    private static IEnumerable<(string, string)> Lines(ErasureReceipt receipt)
    {
        yield return ("receipt", receipt.Id);
        yield return ("state", receipt.State == ErasureState.Complete ? $"complete, {Instants.Text(receipt.CompletedAt!.Value)}" : "under way");
        foreach (var owner in receipt.Owners)
            yield return (owner.Owner, owner.Waiting is { } waiting ? $"waits for: {waiting}" : Removed(owner));
        if (receipt.RefusedUntil is { } until)
            yield return ("older events", $"refused until {Instants.Text(until)}");
        foreach (var what in receipt.OutOfReach)
            yield return ("out of reach", what);
    }

    private static string Removed(OwnerErasure owner) =>
        owner.Owner == ErasureOwners.Caches ? "their time has passed"
        : owner.Removed.Any(r => r.Value > 0) ? "removed " + string.Join(", ", owner.Removed.Where(r => r.Value > 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}: {r.Value:N0}")))
        : "had nothing";
}
