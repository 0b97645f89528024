using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>The catalogue: every failure that a sidecar answers, with daprd's codes.</summary>
internal static class DaprErrors
{
    public static readonly DaprError NotReady = new(500, StatusCode.Unavailable, "ERR_HEALTH_NOT_READY", "dapr is not ready");

    public static readonly DaprError BadToken = new(401, StatusCode.Unauthenticated, "ERR_UNAUTHENTICATED", "invalid api token");

    public static readonly DaprError NoAppId = new(404, StatusCode.Unknown, "ERR_DIRECT_INVOKE",
        "failed to proxy request: required metadata dapr-callee-app-id or dapr-app-id not found");

    /// <summary>daprd would try, and fail by what the app's port makes of it.</summary>
    public static readonly DaprError GrpcProxy = new(501, StatusCode.Unimplemented, "ERR_DIRECT_INVOKE", "gRPC is proxied to apps whose binding has protocol grpc");

    public static readonly DaprError StateNotConfigured = new(500, StatusCode.FailedPrecondition, "ERR_STATE_STORE_NOT_CONFIGURED",
        "state store is not configured", "DAPR_STATE_NOT_CONFIGURED");

    public static readonly DaprError ActorRuntimeNotFound = new(500, StatusCode.Internal, "ERR_ACTOR_RUNTIME_NOT_FOUND",
        "the state store is not configured to use the actor runtime. Have you set the - name: actorStateStore value: \"true\" in your state store component file?");

    public static readonly DaprError QueryUnsupported = new(500, StatusCode.Internal, "ERR_STATE_STORE_NOT_SUPPORTED", "state store does not support querying");

    public static readonly DaprError SecretsNotConfigured = new(500, StatusCode.FailedPrecondition, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured");

    public static readonly DaprError ConfigurationNotConfigured = new(500, StatusCode.FailedPrecondition, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED",
        "configuration stores not configured");

    public static readonly DaprError LockNotConfigured = new(500, StatusCode.FailedPrecondition, "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured");

    public static DaprError BindingNotFound(string name) => new(500, StatusCode.Internal, "ERR_INVOKE_OUTPUT_BINDING",
        $"error invoking output binding {name}: couldn't find output binding {name}");

    public static DaprError StateStoreNotFound(string store) => new(400, StatusCode.InvalidArgument, "ERR_STATE_STORE_NOT_FOUND",
        $"state store {store} is not found", "DAPR_STATE_NOT_FOUND");

    public static DaprError BadKey(string key) => new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST",
        $"input key/keyPrefix '{key}' can't contain '||'", "DAPR_STATE_ILLEGAL_KEY");

    public static DaprError Malformed(string message) => new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message);

    public static DaprError BodyTooLarge(long limit) => new(413, StatusCode.ResourceExhausted, "ERR_MALFORMED_REQUEST",
        $"the body is larger than the limit of {limit} bytes");

    public static DaprError EtagMismatch(string errorCode, string store, string message) => new(409, StatusCode.Aborted, errorCode,
        $"failed operation in state store {store}: {message}");

    public static DaprError StateFailed(string errorCode, string store, string message) => new(500, StatusCode.Internal, errorCode,
        $"failed operation in state store {store}: {message}");

    public static DaprError StateTransaction(string message) => new(500, StatusCode.Internal, "ERR_STATE_TRANSACTION",
        $"error executing state transaction: {message}");

    public static DaprError PubSubNotFound(string name) => new(404, StatusCode.InvalidArgument, "ERR_PUBSUB_NOT_FOUND",
        $"pubsub {name} is not found", "DAPR_PUBSUB_NOT_FOUND");

    public static DaprError TopicEmpty(string name) => new(404, StatusCode.InvalidArgument, "ERR_TOPIC_NAME_EMPTY",
        $"topic is empty in pubsub {name}", "DAPR_PUBSUB_TOPIC_NAME_EMPTY");

    public static DaprError TopicForbidden(string message) => new(403, StatusCode.PermissionDenied, "ERR_PUBSUB_FORBIDDEN", message, "DAPR_PUBSUB_FORBIDDEN");

    public static DaprError PublishFailed(string message) => new(500, StatusCode.Internal, "ERR_PUBSUB_PUBLISH_MESSAGE", message, "DAPR_PUBSUB_PUBLISH_MESSAGE");

    public static DaprError BadEntries(string message) => new(400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER", message, "DAPR_PUBSUB_MARSHAL_EVENTS");

    public static DaprError AppNotFound(string appId) => Invoke(appId, $"failed to resolve address for app '{appId}': couldn't find service: {appId}");

    public static DaprError Invoke(string appId, string message) => new(500, StatusCode.Internal, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {message}");

    public static DaprError BadActorName(string name) => new(400, StatusCode.InvalidArgument, "ERR_BAD_REQUEST",
        $"actor type, id, or method '{name}' contains an invalid character");

    public static DaprError ActorHostNotFound(string type, string id) => ActorInvoke($"failed to lookup actor: did not find address for actor '{type}||{id}'");

    public static DaprError ActorInvoke(string message) => new(500, StatusCode.Internal, "ERR_ACTOR_INVOKE_METHOD", $"error invoke actor method: {message}");

    public static DaprError ActorStackDepth(int limit) => new(500, StatusCode.ResourceExhausted, "ERR_ACTOR_STACK_DEPTH",
        $"maximum stack depth exceeded: {limit}");

    public static DaprError ActorInstanceMissing(string type, string id) => new(400, StatusCode.Internal, "ERR_ACTOR_INSTANCE_MISSING",
        $"actor instance is missing: {type}||{id}");

    public static DaprError ActorStateGet(string message) => new(500, StatusCode.Internal, "ERR_ACTOR_STATE_GET", $"error getting actor state: {message}");

    public static DaprError ActorStateSave(string message) => new(500, StatusCode.Internal, "ERR_ACTOR_STATE_TRANSACTION_SAVE",
        $"error saving actor transaction state: {message}");

    public static DaprError TimerCreate(string message) => new(500, StatusCode.Internal, "ERR_ACTOR_TIMER_CREATE", $"error creating actor timer: {message}");

    public static DaprError ReminderFailed(string errorCode, string message) => new(500, StatusCode.Internal, errorCode, $"actor reminder: {message}");

    public static DaprError ReminderNotHosted(string type) => new(403, StatusCode.PermissionDenied, "ERR_ACTOR_REMINDER_NON_HOSTED",
        $"actor type {type} is not hosted here");

    public static DaprError ReminderNotFound(string name) => new(404, StatusCode.NotFound, "ERR_ACTOR_REMINDER_NOT_FOUND", $"actor reminder not found: {name}");

    public static DaprError ReminderExists(string name) => new(409, StatusCode.AlreadyExists, "ERR_ACTOR_REMINDER_ALREADY_EXISTS",
        $"actor reminder already exists: {name}");
}
