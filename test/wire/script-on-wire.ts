// The scripted service on this package's server.
import { Metadata, type Route, RpcError, route, type ServerCall, type StatusCode } from "@pillion/wire";
import { type Pair, readScript, replyBytes, type Script, type ScriptRecord, scripted } from "./script.ts";

/** Metadata of this package with these pairs. */
export function wireMetadata(pairs: readonly Pair[] = []): Metadata {
  const metadata = new Metadata();
  append(metadata, pairs);
  return metadata;
}

function append(metadata: Metadata, pairs: readonly Pair[] = []): void {
  for (const [name, value] of pairs) {
    metadata.append(name, name.endsWith("-bin") ? new Uint8Array(Buffer.from(value, "base64")) : value);
  }
}

async function prepare(script: Script, call: ServerCall, record: ScriptRecord): Promise<void> {
  record.started += 1;
  if (script.reflects === true) {
    for (const [name, value] of call.metadata) {
      if (name.startsWith("x-")) call.responseHeaders.append(name, value);
    }
  }
  append(call.responseHeaders, script.headers);
  if (script.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, script.delayMs));
  if (script.hangs === true) {
    const { signal } = call;
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
    record.cancelled += 1;
  }
  record.ended += 1;
}

function finish(script: Script, call: ServerCall): void {
  if (script.code === undefined || script.code === 0) {
    append(call.responseTrailers, script.trailers);
    return;
  }
  const details = script.details === undefined ? {} : { details: Buffer.from(script.details, "base64") };
  const metadata = wireMetadata(script.trailers);
  throw new RpcError(script.code as StatusCode, script.message ?? "", { metadata, ...details });
}

/** The scripted service's routes. */
export function wireRoutes(record: ScriptRecord): Route[] {
  return [
    route(scripted.unary, async (request, call) => {
      const script = readScript(request);
      await prepare(script, call, record);
      finish(script, call);
      return replyBytes(script.replies?.[0] ?? "");
    }),
    route(scripted.down, async function* (request, call) {
      const script = readScript(request);
      await prepare(script, call, record);
      for (const reply of script.replies ?? []) yield replyBytes(reply);
      finish(script, call);
    }),
    route(scripted.up, async (requests, call) => {
      let script: Script | undefined;
      let count = 0;
      let bytes = 0;
      for await (const request of requests) {
        if (script === undefined) {
          script = readScript(request);
          await prepare(script, call, record);
        } else {
          count += 1;
          bytes += request.length;
        }
      }
      finish(script ?? {}, call);
      return Buffer.from(`${count} ${bytes}`);
    }),
    route(scripted.both, async function* (requests, call) {
      let script: Script | undefined;
      for await (const request of requests) {
        if (script === undefined) {
          script = readScript(request);
          await prepare(script, call, record);
          for (const reply of script.replies ?? []) yield replyBytes(reply);
        } else {
          yield request;
        }
      }
      finish(script ?? {}, call);
    }),
  ];
}
