// The same calls through this package and through @grpc/grpc-js, each as client
// and as server: statuses, messages, details and metadata must be the same
// in every pairing, with and without gzip, for any sequence of calls, one after another or at once.
import { Writable } from "node:stream";
import grpc from "@grpc/grpc-js";
import { createWireTransport, type Metadata, RpcError, statusName, type Transport } from "@pillion/wire";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { casesOf } from "../projects/full-run.ts";
import { type Pair, type Script, scriptBytes, scripted } from "./script.ts";
import { grpcJsMetadata, grpcJsMethod } from "./script-on-grpc-js.ts";
import { wireMetadata } from "./script-on-wire.ts";
import { type ScriptServer, startGrpcJs, startWire } from "./script-servers.ts";

/** One generated call. */
interface PlannedCall {
  readonly kind: keyof typeof scripted;
  readonly script: Script;
  /** Sizes of the requests after the script, for kinds that stream them. */
  readonly more: readonly number[];
  readonly metadata: readonly Pair[];
  readonly hasDeadline: boolean;
}

/** The outcome of a call as the caller sees it. */
interface Outcome {
  readonly status: string;
  readonly message: string;
  readonly details: string;
  readonly headers: readonly string[];
  readonly trailers: readonly string[];
  readonly replies: readonly string[];
}

type Run = (call: PlannedCall) => Promise<Outcome>;

const timeoutMs = 80;

function requestsOf(call: PlannedCall): Uint8Array[] {
  return [scriptBytes(call.script), ...call.more.map((size) => Buffer.alloc(size, 5))];
}

function brief(bytes: Uint8Array): string {
  return bytes.length > 60 ? `${bytes.length} bytes of ${bytes[0]}` : Buffer.from(bytes).toString();
}

/** Only the tests' names: each implementation adds others. Joined lists are split. */
function linesOf(pairs: Iterable<readonly [string, string | Uint8Array]>): string[] {
  const lines: string[] = [];
  for (const [name, value] of pairs) {
    if (!/^[xyz]-/.test(name)) continue;
    if (typeof value === "string") lines.push(...value.split(", ").map((part) => `${name}: ${part}`));
    else lines.push(`${name}: ${Buffer.from(value).toString("hex")}`);
  }
  return lines.sort();
}

function throughWire(transport: Transport): Run {
  return async (call) => {
    let headers: Metadata | undefined;
    let trailers: Metadata | undefined;
    const replies: string[] = [];
    const options = {
      metadata: wireMetadata(call.metadata),
      onHeaders: (seen: Metadata) => {
        headers = seen;
      },
      onTrailers: (seen: Metadata) => {
        trailers = seen;
      },
      ...(call.hasDeadline ? { timeoutMs } : {}),
    };
    let error: RpcError | undefined;
    try {
      if (call.kind === "unary") {
        replies.push(brief(await transport.unary(scripted.unary, scriptBytes(call.script), options)));
      } else {
        for await (const reply of transport.stream(scripted[call.kind], requestsOf(call), options)) {
          replies.push(brief(reply));
        }
      }
    } catch (caught) {
      if (!(caught instanceof RpcError)) throw caught;
      error = caught;
    }
    return {
      status: statusName(error?.code ?? 0),
      message: error?.statusMessage ?? "",
      details: Buffer.from(error?.details ?? []).toString("hex"),
      headers: linesOf(headers ?? []),
      trailers: linesOf(error?.metadata ?? trailers ?? []),
      replies,
    };
  };
}

function pairsOf(metadata: grpc.Metadata | undefined): [string, string | Uint8Array][] {
  if (metadata === undefined) return [];
  return Object.keys(metadata.getMap()).flatMap((name) =>
    metadata.get(name).map((value): [string, string | Uint8Array] => [name, value]),
  );
}

function throughGrpcJs(client: grpc.Client): Run {
  return (call) =>
    new Promise((resolve) => {
      const method = grpcJsMethod(scripted[call.kind]);
      const { path, requestSerialize: write, responseDeserialize: read } = method;
      const metadata = grpcJsMetadata(call.metadata);
      const options = call.hasDeadline ? { deadline: Date.now() + timeoutMs } : {};
      const requests = requestsOf(call).map((bytes) => Buffer.from(bytes));
      const first = requests[0] as Buffer;
      const replies: string[] = [];
      let headers: grpc.Metadata | undefined;
      const onReply = (error: grpc.ServiceError | null, reply?: Buffer) => {
        if (error === null && reply !== undefined) replies.push(brief(reply));
      };
      const start = () => {
        switch (call.kind) {
          case "unary":
            return client.makeUnaryRequest(path, write, read, first, metadata, options, onReply);
          case "down":
            return client.makeServerStreamRequest(path, write, read, first, metadata, options);
          case "up":
            return client.makeClientStreamRequest(path, write, read, metadata, options, onReply);
          case "both":
            return client.makeBidiStreamRequest(path, write, read, metadata, options);
        }
      };
      const running = start();
      running.on("metadata", (seen: grpc.Metadata) => {
        headers = seen;
      });
      running.on("error", () => {});
      if ("read" in running) running.on("data", (reply: Buffer) => replies.push(brief(reply)));
      running.on("status", (status: grpc.StatusObject) => {
        // The last replies may not have been delivered to their listener yet.
        setImmediate(() =>
          resolve({
            status: statusName(status.code),
            message: status.code === 0 ? "" : status.details,
            details: status.metadata
              .get("grpc-status-details-bin")
              .map((value) => Buffer.from(value as Buffer).toString("hex"))
              .join(),
            headers: linesOf(pairsOf(headers)),
            trailers: linesOf(pairsOf(status.metadata)),
            replies,
          }),
        );
      });
      if (running instanceof Writable) {
        for (const request of requests) running.write(request);
        running.end();
      }
    });
}

/**
 * The grpc-js client may drop the last replies before an error status, although
 * the specification requires their delivery: what it delivered must be a prefix.
 */
function withLostReplies(expected: readonly Outcome[]): (outcome: Outcome, index: number) => Outcome {
  return (outcome, index) => {
    const all = expected[index]?.replies ?? [];
    if (outcome.status === "OK") return outcome;
    expect(outcome.replies).toEqual(all.slice(0, outcome.replies.length));
    return { ...outcome, replies: all };
  };
}

const word = fc
  .string({ unit: fc.constantFrom(..."abcdefgh0123-._ "), minLength: 1, maxLength: 12 })
  .map((text) => `${text}!`.trim());
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((value) => Buffer.from(value).toString("base64"));
const pairs = (prefix: string): fc.Arbitrary<Pair[]> =>
  fc.array(
    fc.oneof(
      fc.tuple(fc.constantFrom(`${prefix}-a`, `${prefix}-b`), word),
      fc.tuple(fc.constantFrom(`${prefix}-c-bin`, `${prefix}-d-bin`), bytes),
    ),
    { maxLength: 4 },
  );
const reply = fc.oneof(word, fc.constantFrom(0, 1, 1000, 16_379, 16_384, 70_000));
const plannedCall: fc.Arbitrary<PlannedCall> = fc.record({
  kind: fc.constantFrom("unary", "down", "up", "both"),
  script: fc.record(
    {
      reflects: fc.boolean(),
      headers: pairs("y"),
      trailers: pairs("z"),
      replies: fc.array(reply, { maxLength: 5 }),
      code: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 16 })),
      message: fc.oneof(word, fc.constantFrom("100% ça\n", "", "日本", "%41")),
      details: bytes,
    },
    { requiredKeys: ["code"] },
  ),
  more: fc.array(fc.constantFrom(0, 1, 100, 20_000, 100_000), { maxLength: 4 }),
  metadata: pairs("x"),
  hasDeadline: fc.constant(false),
});

describe("generated calls", () => {
  const servers: ScriptServer[] = [];
  const transports: Transport[] = [];
  const clients: grpc.Client[] = [];
  const runs: (readonly [string, Run])[] = [];
  beforeAll(async () => {
    servers.push(await startWire("tcp", { compressReplies: true }), await startGrpcJs("tcp"));
    for (const [index, name] of ["wire", "grpc-js"].entries()) {
      const { options } = servers[index] as ScriptServer;
      for (const packs of [false, true]) {
        const transport = createWireTransport(packs ? { ...options, compressBytesMin: 500 } : options);
        const gzip = { "grpc.default_compression_algorithm": grpc.compressionAlgorithms.gzip };
        const plain = grpc.credentials.createInsecure();
        const client = new grpc.Client(options.address, plain, packs ? gzip : {});
        transports.push(transport);
        clients.push(client);
        const how = packs ? " with gzip" : "";
        runs.push([`wire client${how}, ${name} server`, throughWire(transport)]);
        runs.push([`grpc-js client${how}, ${name} server`, throughGrpcJs(client)]);
      }
    }
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    for (const transport of transports) await transport.close();
    for (const server of servers) await server.kill();
  });

  async function compare(plan: readonly PlannedCall[], atOnce: boolean): Promise<void> {
    const outcomes = await Promise.all(
      runs.map(async ([name, run]) => {
        const seen: Outcome[] = [];
        if (atOnce) seen.push(...(await Promise.all(plan.map(run))));
        else for (const call of plan) seen.push(await run(call));
        return [name, seen] as const;
      }),
    );
    const [, expected] = outcomes[0] ?? ["", []];
    for (const [name, seen] of outcomes) {
      const comparable = name.startsWith("grpc-js client") ? seen.map(withLostReplies(expected)) : seen;
      expect(comparable, name).toEqual(expected);
    }
  }

  test("have the same outcome in all pairings", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plannedCall, { minLength: 1, maxLength: 8 }), fc.boolean(), compare),
      { numRuns: casesOf(30, 100) },
    );
  }, 60_000);

  test("without a reply end at their deadline in all pairings", async () => {
    for (const kind of ["unary", "down", "up", "both"] as const) {
      const call: PlannedCall = {
        kind,
        script: { hangs: true, code: 1 },
        more: [],
        metadata: [],
        hasDeadline: true,
      };
      for (const [name, run] of runs)
        expect((await run(call)).status, `${kind}, ${name}`).toBe("DEADLINE_EXCEEDED");
    }
  });
});
