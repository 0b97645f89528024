// An app of Dapr's JavaScript SDK behind the sidecar that the environment names: subscriptions, methods to invoke, an actor. It speaks what APP_PROTOCOL says;
// the SDK's actors are HTTP only.
import { AbstractActor, CommunicationProtocolEnum, DaprServer, HttpMethod } from "@dapr/dapr";

const overGrpc = process.env.APP_PROTOCOL === "grpc";
const sidecar = { daprHost: "127.0.0.1", daprPort: overGrpc ? process.env.DAPR_GRPC_PORT : process.env.DAPR_HTTP_PORT };
const events = [];

class JavaScriptCounter extends AbstractActor {
  async add(amount) {
    const total = ((await this.getStateManager().tryGetState("total"))[1] ?? 0) + amount;
    await this.getStateManager().setState("total", total);
    await this.getStateManager().saveState();
    return total;
  }

  async remind(name) {
    await this.registerActorReminder(name, duration(100), duration(60_000), undefined, "noted");
  }

  async tick() {
    await this.registerActorTimer("tick", "onTick", duration(100), duration(60_000), undefined, "ticked");
  }

  async onTick(data) {
    events.push({ actor: this.getActorId().getId(), timer: data });
  }

  async receiveReminder(data) {
    events.push({ actor: this.getActorId().getId(), reminder: data });
  }
}

// What the SDK takes from Temporal is its text, in ISO 8601.
function duration(milliseconds) {
  return { toString: () => `PT${milliseconds / 1000}S` };
}

const server = new DaprServer({
  serverHost: "127.0.0.1",
  serverPort: process.env.APP_PORT,
  communicationProtocol: overGrpc ? CommunicationProtocolEnum.GRPC : CommunicationProtocolEnum.HTTP,
  clientOptions: { ...sidecar, actor: { actorIdleTimeout: "1h", reentrancy: { enabled: false } } },
});

await server.pubsub.subscribe("pubsub", "js-single", async (data) => void events.push({ single: data }));
await server.pubsub.subscribeBulk("pubsub", "js-bulk", async (data) => void events.push({ bulk: data }), { maxMessagesCount: 10, maxAwaitDurationMs: 100 });
await server.pubsub.subscribeWithOptions("pubsub", "js-routed", {
  route: { default: "js-other", rules: [{ match: `event.type == "special"`, path: "js-special" }] },
});
server.pubsub.subscribeToRoute("pubsub", "js-routed", "js-other", async (data) => void events.push({ other: data }));
server.pubsub.subscribeToRoute("pubsub", "js-routed", "js-special", async (data) => void events.push({ special: data }));
await server.invoker.listen("greet", async ({ body, query }) => ({ greeted: JSON.parse(body), query }), { method: HttpMethod.POST });
await server.invoker.listen("events", async () => ({ events }), { method: HttpMethod.GET });
if (!overGrpc) {
  await server.actor.init();
  await server.actor.registerActor(JavaScriptCounter);
}
await server.start();
