// Operations as gRPC routes: deadlines, errors, details.
import { StateStoreMethods } from "@pillion/proto";
import { RpcError, type ServerCall, statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import {
  type Call,
  guard,
  noPrecondition,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { serverCall } from "./call-fixture.ts";
import { type CallFailure, grpcRoutes } from "./grpc-routes.ts";
import { type Operation, operation } from "./operation.ts";

const removal = {
  type: "remove",
  key: "k",
  precondition: noPrecondition,
  returnPrevious: false,
} as const;

const failures: CallFailure[] = [];
const context = {
  clock: systemClock,
  app: "app",
  log: (failure: CallFailure) => void failures.push(failure),
};

async function run(
  handle: (request: unknown, call: Call) => Promise<object>,
  call: ServerCall,
): Promise<unknown> {
  return runOperation(operation(StateStoreMethods.set, handle), call);
}

const noBytes = new Uint8Array(0);

async function runOperation(served: Operation, call: ServerCall): Promise<unknown> {
  const [route] = grpcRoutes([served], context);
  if (route?.kind !== "unary") throw new TypeError(`expected a unary route, got ${route?.kind}`);
  return route.handle(noBytes, call);
}

const within = (leftMs: number) => serverCall({ deadline: performance.now() + leftMs });

// A handler that writes to a store with only a commit.
function writingTo(commit: StateStore["commit"]) {
  const never = () => new Promise<never>(() => {});
  const facts = {
    driver: "never",
    limits: { transactionMutationsMax: 10, valueBytesMax: 10 },
  } as unknown as StateStore["facts"];
  const store = guard()({ facts, read: never, commit, scan: never, ping: never, close: never });
  return async (_request: unknown, call: Call) => {
    await store.commit([{ mutations: [removal] }], call);
    return {};
  };
}

describe("a unary route", () => {
  test("ends at the deadline although the store never replies, with an unknown outcome", async () => {
    const error: unknown = await run(
      writingTo(() => new Promise(() => {})),
      within(50),
    ).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: statusCode.deadlineExceeded });
    expect(Buffer.from((error as RpcError).details ?? []).toString("latin1")).toContain("OUTCOME_UNKNOWN");
  });

  test("a store that fails after the deadline has no effect", async () => {
    let fail = (_error: Error) => {};
    const commit = () =>
      new Promise<never>((_resolve, reject) => {
        fail = reject;
      });
    await run(writingTo(commit), within(10)).catch(() => {});
    fail(new StoreError("unavailable", "too late"));
    await new Promise(setImmediate);
  });

  test("gives the handler the client's deadline, its cancellation and the app", async () => {
    const caller = new AbortController();
    await run(
      async (_request, call) => {
        const left = call.deadline - call.clock.monotonic();
        expect(left).toBeGreaterThan(29_000);
        expect(left).toBeLessThanOrEqual(30_000);
        expect(call.app).toBe("app");
        expect(call.cancelled).toBe(false);
        caller.abort();
        expect(call.cancelled).toBe(true);
        expect(call.signal.aborted).toBe(true);
        return {};
      },
      serverCall({ deadline: performance.now() + 30_000, signal: caller.signal }),
    );
  });

  test("a handler that throws at once is treated like one that rejects", async () => {
    failures.length = 0;
    const handler = () => {
      throw new StoreError("conflict", "no", { outcome: "not-applied" });
    };
    await expect(run(handler, within(1_000))).rejects.toMatchObject({ code: statusCode.aborted });
    expect(failures.map(({ path, error }) => [path, error.code])).toEqual([
      [StateStoreMethods.set.path, "conflict"],
    ]);
  });
});

describe("the mapping of errors", () => {
  test("adds details to a status without any, and leaves others unchanged", async () => {
    const handle = (error: RpcError) => async () => {
      throw error;
    };
    const details = Buffer.from([1, 2, 3]);
    for (const [error, expected] of [
      [new RpcError(statusCode.notFound, "gone"), expect.any(Uint8Array)],
      [new RpcError(statusCode.notFound, "gone", { details }), details],
    ] as const) {
      const reply = runOperation(operation(StateStoreMethods.get, handle(error)), within(1_000));
      await expect(reply).rejects.toMatchObject({ statusMessage: "gone", details: expected });
    }
  });
});
