using System.ComponentModel.DataAnnotations;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>The MassTransit bridge to a RabbitMQ. It runs where the section is configured at all, and not by default.</summary>
internal sealed class BridgeOptions
{
    public const string Section = "Bridge:RabbitMq";

    /// <summary>Host name or address of the broker. No default.</summary>
    [Required]
    public string Host { get; init; } = "";

    /// <summary>AMQP port. Default 5672, range 1 to 65535.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 5672;

    /// <summary>Virtual host. Default /.</summary>
    [Required]
    public string VirtualHost { get; init; } = "/";

    /// <summary>User; needs configure, write and read on the virtual host. No default.</summary>
    [Required]
    public string User { get; init; } = "";

    /// <summary>Password, from a source that keeps secrets, such as an environment variable set from one. Either this or PasswordFile.</summary>
    public string? Password { get; init; }

    /// <summary>File that holds the password, such as a mounted secret; a line break at its end is left out. Either this or Password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Whether the connection is encrypted (TLS, the certificate is the host's). Default false.</summary>
    public bool Tls { get; init; }

    /// <summary>Queue that events are read from; what can't be made durable in the end goes to the queue of this name with _error. Default userrep-user-events.</summary>
    [Required]
    [StringLength(200)]
    public string Queue { get; init; } = "userrep-user-events";

    /// <summary>Messages that the broker hands this replica before they are acknowledged. Default 2000, range 1 to 65535, at least BatchSize.</summary>
    [Range(1, 65_535)]
    public int Prefetch { get; init; } = 2000;

    /// <summary>Most messages in one batch. Default 500, range 1 to 1000.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long a batch waits to be full, milliseconds from its first message. Default 20, range 0 to 10000.</summary>
    [Range(0, 10_000)]
    public int BatchMilliseconds { get; init; } = 20;

    /// <summary>
    /// How often a message is tried again that could not be made durable, before it goes to the error queue. The wait doubles from 100 ms to 30 s, so 20 times take
    /// 6 minutes and 40 take 16, below the 30 minutes after which a broker takes an unacknowledged message back. Default 20, range 0 to 40.
    /// </summary>
    [Range(0, 40)]
    public int Retries { get; init; } = 20;
}
