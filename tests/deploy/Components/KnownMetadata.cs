namespace UserRep.Deploy.Tests.Components;

/// <summary>
/// Metadata keys of the component types used here, as components-contrib's metadata.yaml files and the component references of docs.dapr.io list them. daprd ignores an unknown key without
/// a word, so that a slip of the pen would be found in production.
/// </summary>
internal static class KnownMetadata
{
    private static readonly string[] s_pubSub = ["allowedTopics", "protectedTopics", "publishingScopes", "subscriptionScopes", "consumerID"];
    private static readonly string[] s_state = ["actorStateStore", "keyPrefix"];
    private static readonly string[] s_redis = ["redisHost", "redisUsername", "redisPassword", "enableTLS", "redisType", "redisDB", "failover", "sentinelMasterName", "poolSize"];

    public static readonly Dictionary<string, string[]> OfType = new()
    {
        ["pubsub.kafka"] =
        [
            .. s_pubSub, "brokers", "consumerGroup", "clientID", "authType", "saslUsername", "saslPassword", "saslMechanism", "initialOffset", "maxMessageBytes", "consumeRetryEnabled",
            "consumeRetryInterval", "heartbeatInterval", "sessionTimeout", "version", "caCert", "clientCert", "clientKey", "channelBufferSize", "consumerFetchMin", "consumerFetchDefault",
        ],
        ["pubsub.rabbitmq"] =
        [
            .. s_pubSub, "connectionString", "durable", "deletedWhenUnused", "autoAck", "deliveryMode", "requeueInFailure", "prefetchCount", "publisherConfirm", "enableDeadLetter", "maxLen",
            "maxLenBytes", "exchangeKind", "heartBeat", "clientName", "caCert", "clientCert", "clientKey", "saslExternal",
        ],
        ["pubsub.redis"] = [.. s_pubSub, .. s_redis, "processingTimeout", "redeliverInterval", "ackOnError", "queueDepth", "concurrency", "maxLenApprox"],
        ["state.redis"] = [.. s_state, .. s_redis, "ttlInSeconds"],
        ["state.postgresql"] =
            [.. s_state, "connectionString", "timeout", "tablePrefix", "metadataTableName", "cleanupInterval", "maxConns", "connectionMaxIdleTime", "queryExecMode"],
        // The local mesh refuses an unknown key of these two itself.
        ["state.sqlite"] = [.. s_state, "connectionString"],
        ["pubsub.journal"] = ["folder", "redeliverInterval", "concurrency"],
    };

    /// <summary>What tells or opens something that is not everybody's: by reference, never inline.</summary>
    public static readonly string[] Secret =
        ["brokers", "saslUsername", "saslPassword", "caCert", "clientCert", "clientKey", "connectionString", "redisHost", "redisUsername", "redisPassword"];
}
