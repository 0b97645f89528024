namespace UserRep.Contracts.Events;

/// <summary>CloudEvent types on the topic user-events.</summary>
public static class EventTypes
{
    public const string Interaction = "userrep.interaction.v1";
    public const string Onboarding = "userrep.onboarding.v1";
    public const string Profile = "userrep.profile.v1";

    public static readonly IReadOnlyList<string> All = [Interaction, Onboarding, Profile];
}
