// What is reported for bytes that are not a request.
import { StateStoreMethods, statestore } from "@pillion/proto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestViolation } from "./request-violation.ts";

const { CommitRequest } = statestore.v1;
const { path, request } = StateStoreMethods.commit;

const whole = CommitRequest.encode({
  store: "statestore",
  mutations: [
    {
      set: {
        key: "a",
        value: Buffer.from("secret"),
        expiry: { ttl: { seconds: 5 } },
        precondition: { version: "1" },
      },
    },
    { delete: { key: "b" } },
  ],
  idempotencyKey: "once",
}).finish();

describe("requestViolation", () => {
  test("describes any bytes that the codec rejects, and never repeats them", () => {
    const cut = fc.nat(whole.length - 1).map((length) => whole.subarray(0, length));
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([index, byte]) => {
      const copy = Uint8Array.from(whole);
      copy[index] = byte;
      return copy;
    });
    const anything = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(fc.oneof(cut, changed, anything), (bytes) => {
        try {
          request.decode(bytes);
          return;
        } catch {
          const { message } = requestViolation(path, bytes);
          expect(message).toMatch(/^(the request is not a |[a-z_[\]0-9.]+: )/);
          expect(message).not.toContain("secret");
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("names a field by its whole path, with its index in a list", () => {
    const bad = Buffer.concat([whole, Buffer.from([0x12, 5, 0x12, 3, 0x0a, 1, 0xff])]);
    expect(requestViolation(path, bad).violation?.field).toBe("mutations[2].delete.key");
  });

  test("limits the depth of nesting that it follows", () => {
    let bytes = Buffer.from([0x0a, 0]);
    for (let depth = 0; depth < 200; depth++)
      bytes = Buffer.concat([Buffer.from([0x12, bytes.length % 128]), bytes]);
    expect(() => requestViolation(path, bytes)).not.toThrow();
  });

  test("describes the request of an unknown method without a name", () => {
    expect(requestViolation("/no.Such/Method", Buffer.from([0xff])).message).toContain(
      "message of this method",
    );
  });
});
