// The order of the interceptors, and what a call without optional ones costs.
import { type StatusCode, statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import { callContext, writeFacts } from "./call-fixture.ts";
import { type CallEnd, type Interceptor, type Next, type Protocol, pipeline } from "./pipeline.ts";

const endOf = (code: StatusCode): CallEnd => ({ code, label: writeFacts.path, http: undefined });
const ends = {
  replied: () => endOf(statusCode.ok),
  failed: () => endOf(statusCode.unknown),
  bytes: ({ length }: string) => length,
};

function protocolOf(handle: Next<string>, more: Partial<Protocol<string, string>> = {}) {
  const mapError = (thrown: unknown): string => {
    throw new TypeError(`mapped ${(thrown as Error).message}`);
  };
  return { handle, encode: (reply: string) => reply, mapError, ends, ...more };
}

function tracing(steps: string[]) {
  return (name: string): Interceptor =>
    (next) =>
    (call) => {
      steps.push(name);
      return next(call);
    };
}

describe("the pipeline", () => {
  test("runs in the documented order, and records last", async () => {
    const steps: string[] = [];
    const step = tracing(steps);
    const handle = async () => {
      steps.push("handler");
      return "reply";
    };
    const run = pipeline(
      writeFacts,
      protocolOf(handle, { decode: step("decode"), authorize: step("authorize method") }),
      {
        authenticate: step("authenticate"),
        admit: step("admit"),
        authorize: step("authorize"),
        record: [
          () =>
            (call, { code }) =>
              void steps.push(`record ${code} ${call.replyBytes}`),
        ],
      },
    );
    expect(await run(callContext())).toBe("reply");
    const before = ["authenticate", "admit", "decode", "authorize", "authorize method", "handler"];
    expect(steps).toEqual([...before, "record 0 5"]);
  });

  test.each(["authenticate", "admit", "authorize"] as const)(
    "an error that %s throws at once is mapped, then recorded",
    async (name) => {
      const codes: number[] = [];
      const throwing: Interceptor = () => () => {
        throw new RangeError("no");
      };
      const run = pipeline(
        writeFacts,
        protocolOf(async () => "reply"),
        {
          [name]: throwing,
          record: [
            () =>
              (_call, { code }) =>
                void codes.push(code),
          ],
        },
      );
      await expect(run(callContext())).rejects.toThrow("mapped no");
      expect(codes).toEqual([2]);
    },
  );

  test("a reply that cannot be encoded is mapped like any error", async () => {
    const encode = () => {
      throw new RangeError("too long");
    };
    const run = pipeline(
      writeFacts,
      protocolOf(async () => "reply", { encode }),
      {},
    );
    await expect(run(callContext())).rejects.toThrow("mapped too long");
  });

  test("an interceptor that returns the next one for a method is not in its path", () => {
    const handle: Next<string> = async () => "reply";
    let seen: unknown;
    const skipping: Interceptor = (next) => {
      seen = next;
      return next;
    };
    pipeline(writeFacts, protocolOf(handle), { authenticate: skipping });
    expect(seen).toBe(handle);
  });

  test("a call without optional interceptors adds one promise to its handler's", async () => {
    let promises = 0;
    class CountingPromise<Value> extends Promise<Value> {
      // biome-ignore lint/suspicious/noThenProperty: it counts how often the pipeline waits.
      override then<Done = Value, Failed = never>(
        ...handlers: Parameters<Promise<Value>["then"]>
      ): Promise<Done | Failed> {
        promises += 1;
        return super.then(...handlers) as Promise<Done | Failed>;
      }
    }
    const run = pipeline(
      writeFacts,
      protocolOf(() => CountingPromise.resolve("reply")),
      {},
    );
    const reply = run(callContext());
    expect(promises).toBe(1);
    expect(await reply).toBe("reply");
  });
});
