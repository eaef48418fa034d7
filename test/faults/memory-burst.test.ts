// Bursts of large messages into a process with the memory of a small container: every call
// succeeds or is rejected with NOT_APPLIED, and the resident memory stays below the limit.
import { readFileSync } from "node:fs";
import http from "node:http";
import { Client, credentials } from "@grpc/grpc-js";
import { rpc, StateStoreMethods } from "@pillion/proto";
import { statusCode } from "@pillion/wire";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { nodeEnvironment, nodeFlags } from "../../scripts/node-flags.mjs";
import { ensureBuilt, program, SidecarProcess } from "../e2e/sidecar-process.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";

const mebibyte = 2 ** 20;
const limitMib = 128;
const value = Buffer.alloc(Math.floor(3.9 * mebibyte), "x");

const stops: (() => Promise<unknown>)[] = [];
beforeAll(ensureBuilt);
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(): Promise<SidecarProcess> {
  const words = [
    "--dapr-grpc-port=0",
    "--dapr-http-port=0",
    `--app-id=burst-${process.pid}`,
    `--store=statestore=${await sharedRedisUrl()}`,
    `--memory-limit=${limitMib}Mi`,
  ];
  const sidecar = new SidecarProcess(words, nodeEnvironment, program, nodeFlags);
  stops.push(() => sidecar.dispose());
  return sidecar.running();
}

// The most memory that was ever resident, in MiB.
function peakMib({ child }: SidecarProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

interface CallEnd {
  readonly code: number;
  /** The outcome in the error's details; undefined for a success. */
  readonly outcome: string | null | undefined;
  readonly hasRetryInfo: boolean;
}

const detailsName = "grpc-status-details-bin";

function set(client: Client, key: string): Promise<CallEnd> {
  const { path, request, response } = StateStoreMethods.set;
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      path,
      (message: Parameters<typeof request.encode>[0]) => Buffer.from(request.encode(message)),
      response.decode,
      { key, value },
      { deadline: Date.now() + 30_000 },
      (error) => {
        const [details] = error?.metadata.get(detailsName) ?? [];
        const packed = Buffer.isBuffer(details) ? rpc.rpc.Status.decode(details).details : [];
        const info = packed.find(({ type_url: type }) => type?.endsWith("ErrorInfo"));
        resolve({
          code: error?.code ?? statusCode.ok,
          outcome: info?.value && rpc.rpc.ErrorInfo.decode(info.value).metadata.outcome,
          hasRetryInfo: packed.some(({ type_url: type }) => type?.endsWith("RetryInfo") === true),
        });
      },
    );
  });
}

interface SaveEnd {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

function save(address: string, key: string): Promise<SaveEnd> {
  const body = Buffer.from(`[{"key":"${key}","value":"${"y".repeat(4_000_000)}"}]`);
  const headers = { "content-length": body.length };
  return new Promise((resolve, reject) => {
    const url = `http://${address}/v1.0/state/statestore`;
    http
      .request(url, { method: "POST", headers, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.once("end", () => {
          const { statusCode: status = 0, headers: replied } = response;
          resolve({ status, retryAfter: replied["retry-after"], body: text });
        });
      })
      .once("error", reject)
      .end(body);
  });
}

describe(`${limitMib} MiB`, () => {
  test.each([8, 64])(
    "%i parallel Sets of 3.9 MiB",
    async (count) => {
      const sidecar = await start();
      const client = new Client(sidecar.address("gRPC"), credentials.createInsecure());
      stops.push(async () => client.close());
      const ends = await Promise.all(Array.from({ length: count }, (_, index) => set(client, `k${index}`)));
      const rejected = ends.filter(({ code }) => code !== statusCode.ok);
      expect(rejected.length).toBeLessThan(count);
      for (const end of rejected) {
        expect(end).toEqual({
          code: statusCode.resourceExhausted,
          outcome: "NOT_APPLIED",
          hasRetryInfo: true,
        });
      }
      expect(peakMib(sidecar)).toBeLessThan(limitMib);
      // Nothing is left: the process takes a large value again.
      await expect
        .poll(() => set(client, "after"), { timeout: 10_000 })
        .toMatchObject({ code: statusCode.ok });
    },
    60_000,
  );

  test.each([16, 64])(
    "%i parallel saves of 4 MB over HTTP",
    async (count) => {
      const sidecar = await start();
      const address = sidecar.address("HTTP");
      const ends = await Promise.all(Array.from({ length: count }, (_, index) => save(address, `h${index}`)));
      const rejected = ends.filter(({ status }) => status !== 204);
      expect(rejected.length).toBeLessThan(count);
      for (const { status, retryAfter, body } of rejected) {
        expect([status, retryAfter]).toEqual([503, "1"]);
        const { details } = JSON.parse(body) as { details: readonly { metadata?: object }[] };
        expect(details[0]?.metadata).toEqual({ outcome: "NOT_APPLIED" });
      }
      expect(peakMib(sidecar)).toBeLessThan(limitMib);
      await expect.poll(async () => (await save(address, "after")).status, { timeout: 10_000 }).toBe(204);
    },
    60_000,
  );
});
