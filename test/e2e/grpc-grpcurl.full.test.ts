// grpcurl against the API, without any .proto file: what it needs is server
// reflection, and errors that it can show.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grpcurlProgram } from "../../scripts/go-program.mjs";
import { type GrpcFixture, startGrpc } from "./grpc-fixture.ts";

const run = promisify(execFile);
const buildMsMax = 300_000;

describe("grpcurl without any .proto file", () => {
  let program: string;
  let port: GrpcFixture;

  beforeAll(async () => {
    program = grpcurlProgram();
    port = await startGrpc();
  }, buildMsMax);
  afterAll(() => port.close());

  const grpcurl = async (...args: string[]) => (await run(program, ["-plaintext", ...args])).stdout;
  const called = async (method: string, request: object): Promise<unknown> =>
    JSON.parse(
      await grpcurl("-d", JSON.stringify(request), port.address, `statestore.v1.StateStore/${method}`),
    );

  test("lists the services", async () => {
    expect((await grpcurl(port.address, "list")).split("\n")).toContain("statestore.v1.StateStore");
  });

  test("sets and gets", async () => {
    const value = Buffer.from("hello").toString("base64");
    const { version } = (await called("Set", { key: "a", value })) as { version: string };
    expect(await called("Get", { key: "a" })).toMatchObject({ found: true, record: { value, version } });
  });

  test("counts with 64 bits", async () => {
    const reply = await called("Increment", { key: "n", delta: "1", initial: "9007199254740993" });
    expect(reply).toMatchObject({ value: "9007199254740994" });
  });

  test("shows the details of an error", async () => {
    const failed = await called("Set", { key: "a", expiry: { ttl: "-1s" } }).catch((error: Error) => error);
    const { stderr } = failed as { stderr: string };
    for (const words of ["InvalidArgument", "expiry.ttl", "google.rpc.ErrorInfo", "NOT_APPLIED"]) {
      expect(stderr).toContain(words);
    }
  });

  test("gets the size and the limit of a message that is too large", async () => {
    const value = Buffer.alloc(6_000_000).toString("base64");
    const call = run(program, ["-plaintext", "-d", "@", port.address, "statestore.v1.StateStore/Set"]);
    call.child.stdin?.end(JSON.stringify({ key: "a", value }));
    const { stderr } = (await call.catch((error: Error) => error)) as { stderr: string };
    expect(stderr).toContain("ResourceExhausted");
    expect(stderr).toContain("the limit is 4194304");
  });
});
