// Waits until a sidecar with this configuration is ready: for scripts that start an application after it.

import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpConfig } from "./config/index.ts";

/** How often and how long to try. */
export interface WaitOptions {
  /** Between two requests, in ms. Default: 100. */
  readonly intervalMs?: number;
  /** Until it gives up, in ms. Default: 60 000. */
  readonly timeoutMs?: number;
}

function isReady({ hosts, port, socketPath }: HttpConfig, timeoutMs: number): Promise<boolean> {
  const [first = "127.0.0.1"] = hosts;
  const host = { "0.0.0.0": "127.0.0.1", "::": "::1" }[first] ?? first;
  const target = socketPath === undefined ? { host, port } : { socketPath };
  return new Promise((resolve) => {
    const request = get({ ...target, path: "/readyz", timeout: timeoutMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

/** Requests readiness at intervals. Resolves to true once the sidecar is ready, to false after the timeout. */
export async function waitUntilReady(http: HttpConfig, options: WaitOptions = {}): Promise<boolean> {
  const { intervalMs = 100, timeoutMs = 60_000 } = options;
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (await isReady(http, Math.max(1, end - performance.now()))) return true;
    await sleep(intervalMs);
  }
  return false;
}
