// Waits until a sidecar with this configuration is ready: for scripts that start an application after it.

import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpConfig } from "./config/index.ts";

/** How often and how long to try. */
export interface WaitOptions {
  /** Called with the reason at the first request that shows that the sidecar is not ready, and whenever the reason changes. */
  readonly onWaiting: (reason: string) => void;
  /** Between two requests, in ms. Default: 100. */
  readonly intervalMs?: number;
  /** Until it gives up, in ms. Default: 60 000. */
  readonly timeoutMs?: number;
}

const bodyCharactersMax = 64 * 1024;

/** Where readiness is requested, for messages. */
export function readinessPlace({ port, socketPath, ...http }: HttpConfig): string {
  if (socketPath !== undefined) return `/readyz on the Unix socket ${socketPath}`;
  const host = hostOf(http);
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/readyz`;
}

function hostOf({ hosts }: Pick<HttpConfig, "hosts">): string {
  const [first = "127.0.0.1"] = hosts;
  return { "0.0.0.0": "127.0.0.1", "::": "::1" }[first] ?? first;
}

/** Why the sidecar is not ready; undefined if it is. */
function notReadyReason(http: HttpConfig, timeoutMs: number): Promise<string | undefined> {
  const { port, socketPath } = http;
  const target = socketPath === undefined ? { host: hostOf(http), port } : { socketPath };
  return new Promise((resolve) => {
    const request = get({ ...target, path: "/readyz", timeout: timeoutMs }, (response) => {
      if (response.statusCode === 200) {
        response.resume();
        resolve(undefined);
      } else resolve(replyReason(response));
    });
    request.on("timeout", () => request.destroy(Object.assign(new Error(), { code: "ETIMEDOUT" })));
    request.on("error", (error: NodeJS.ErrnoException) => resolve(errorReason(error)));
  });
}

function errorReason({ code = "no reason" }: NodeJS.ErrnoException): string {
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOENT") return "there is no such socket";
  return code === "ETIMEDOUT" ? "it does not reply" : `the request failed (${code})`;
}

async function replyReason(response: IncomingMessage): Promise<string> {
  let body = "";
  try {
    response.setEncoding("utf8");
    for await (const text of response) if (body.length < bodyCharactersMax) body += text;
  } catch {
    return "the connection was closed during the reply";
  }
  const waitingFor = waitingForOf(body);
  return waitingFor.length > 0
    ? `it is not ready; it waits for ${waitingFor.join(", ")}`
    : `its reply is ${response.statusCode}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

// What /readyz says that the sidecar waits for: stores, with the reason of each.
function waitingForOf(body: string): readonly string[] {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return [];
  }
  if (!isObject(reply) || !Array.isArray(reply.waitingFor)) return [];
  const stores = isObject(reply.stores) ? reply.stores : {};
  return reply.waitingFor.map((name) => {
    const store = stores[String(name)];
    const reason = isObject(store) && typeof store.reason === "string" ? ` (${store.reason})` : "";
    return isObject(store) ? `the store "${name}"${reason}` : String(name);
  });
}

/** Requests readiness at intervals. Resolves to true once the sidecar is ready, to false after the timeout. */
export async function waitUntilReady(http: HttpConfig, options: WaitOptions): Promise<boolean> {
  const { intervalMs = 100, timeoutMs = 60_000, onWaiting } = options;
  const end = performance.now() + timeoutMs;
  let reported: string | undefined;
  while (performance.now() < end) {
    const reason = await notReadyReason(http, Math.max(1, end - performance.now()));
    if (reason === undefined) return true;
    if (reason !== reported) onWaiting(reason);
    reported = reason;
    await sleep(intervalMs);
  }
  return false;
}
