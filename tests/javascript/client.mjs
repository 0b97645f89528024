// Dapr's JavaScript SDK as a client of one sidecar: node client.mjs http|grpc, and the app-id of the server.mjs to call. Prints a line for each scenario; the exit code is the number of those that failed.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ActorId, ActorProxyBuilder, CommunicationProtocolEnum, DaprClient, HttpMethod } from "@dapr/dapr";

const [protocol, server] = process.argv.slice(2);
const http = { daprHost: "127.0.0.1", daprPort: process.env.DAPR_HTTP_PORT };
const options = protocol === "grpc"
  ? { daprHost: "127.0.0.1", daprPort: process.env.DAPR_GRPC_PORT, communicationProtocol: CommunicationProtocolEnum.GRPC }
  : { ...http, communicationProtocol: CommunicationProtocolEnum.HTTP };
const client = new DaprClient(options);
const overHttp = new DaprClient({ ...http, communicationProtocol: CommunicationProtocolEnum.HTTP });
const mark = randomUUID();
const store = "statestore";

class JavaScriptCounter {}

async function events() {
  return (await overHttp.invoker.invoke(server, "events", HttpMethod.GET)).events.filter((e) => JSON.stringify(e).includes(mark));
}

// Over HTTP the SDK returns an error, over gRPC some calls throw it.
async function refusal(call) {
  try {
    return (await call)?.error;
  } catch (error) {
    return error;
  }
}

async function until(condition, what) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await condition();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within a minute: ${what}`);
}

const scenarios = {
  async "state is saved, read, read in bulk and deleted"() {
    assert.deepEqual(await client.state.save(store, [{ key: `${mark}-1`, value: { a: 1 } }, { key: `${mark}-2`, value: "two" }]), {});
    assert.deepEqual(await client.state.get(store, `${mark}-1`), { a: 1 });
    const bulk = await client.state.getBulk(store, [`${mark}-1`, `${mark}-2`, `${mark}-3`]);
    assert.deepEqual(bulk.find((i) => i.key === `${mark}-1`).data, { a: 1 });
    assert.equal(bulk.find((i) => i.key === `${mark}-2`).data, "two");
    assert.deepEqual(await client.state.delete(store, `${mark}-1`), {});
    assert.equal(await client.state.get(store, `${mark}-1`), "");
  },
  async "a stale ETag is refused"() {
    await client.state.save(store, [{ key: `${mark}-etag`, value: 1 }]);
    assert.ok(await refusal(client.state.save(store, [{ key: `${mark}-etag`, value: 2, etag: "stale" }])));
    assert.equal(await client.state.get(store, `${mark}-etag`), 1);
  },
  async "a transaction is one"() {
    await client.state.transaction(store, [
      { operation: "upsert", request: { key: `${mark}-t`, value: "one" } },
      { operation: "delete", request: { key: `${mark}-2` } },
    ]);
    assert.equal(await client.state.get(store, `${mark}-t`), "one");
    assert.equal(await client.state.get(store, `${mark}-2`), "");
  },
  async "what is published is delivered"() {
    assert.ok(!(await client.pubsub.publish("pubsub", "js-single", { mark, n: 1 })).error);
    assert.deepEqual(await until(async () => (await events()).find((e) => e.single)?.single, "the event"), { mark, n: 1 });
  },
  async "what is published in bulk is delivered in bulk"() {
    assert.deepEqual((await client.pubsub.publishBulk("pubsub", "js-bulk", [{ mark, n: 1 }, { mark, n: 2 }])).failedMessages, []);
    await until(async () => JSON.stringify((await events()).filter((e) => e.bulk)).match(new RegExp(mark, "g"))?.length >= 2, "both events");
  },
  async "rules choose the route"() {
    await client.pubsub.publish("pubsub", "js-routed", { mark, kind: "plain" });
    await client.pubsub.publish("pubsub", "js-routed", { mark, kind: "special" }, { metadata: { "cloudevent.type": "special" } });
    const routed = await until(async () => {
      const all = await events();
      return all.some((e) => e.special) && all.some((e) => e.other) ? all : undefined;
    }, "both routes");
    assert.equal(routed.find((e) => e.special).special.kind, "special");
    assert.equal(routed.find((e) => e.other).other.kind, "plain");
  },
  async "an unknown pub/sub is an error"() {
    assert.ok(await refusal(client.pubsub.publish("nowhere", "topic", { mark })));
  },
  async "an app is invoked"() {
    const answer = await client.invoker.invoke(server, "greet", HttpMethod.POST, { name: mark });
    assert.deepEqual(answer.greeted, { name: mark });
  },
  async "metadata and health are answered"() {
    assert.equal(await overHttp.health.isHealthy(), true);
    assert.equal((await client.metadata.get()).id, "playground");
  },
};

// The SDK's actors are HTTP only, on both sides.
if (protocol === "http" && server === "javascript") {
  const actor = () => new ActorProxyBuilder(JavaScriptCounter, overHttp).build(new ActorId(mark));
  scenarios["an actor keeps its state"] = async () => {
    assert.equal(await actor().add(2), 2);
    assert.equal(await actor().add(3), 5);
  };
  scenarios["an actor's timer and reminder come back"] = async () => {
    await actor().tick();
    await actor().remind("note");
    await until(async () => (await events()).some((e) => e.timer) && (await events()).some((e) => e.reminder), "both callbacks");
  };
}

let failed = 0;
for (const [name, run] of Object.entries(scenarios)) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.stack ?? error}`);
  }
}
process.exit(failed);
