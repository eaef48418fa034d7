// Sends one request to one sidecar and returns the reply in one form for gRPC and
// HTTP, which `comparison` makes comparable.
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { rpc } from "@pillion/proto";
import { DaprMethods } from "@pillion/proto/dapr";
import type { RunningSidecar } from "./sidecars.ts";

/** The name of a method of Dapr's service, as DaprMethods has it. */
export type MethodName = keyof typeof DaprMethods;

/** One request. In every text `{s}` is replaced by the store, `{k}` by the key prefix of the scenario, and `{etag:KEY}` by the current etag of KEY. */
export type Step =
  | { readonly grpc: MethodName; readonly request: object; readonly headers?: Headers }
  | { readonly grpc: MethodName; readonly bytes: Uint8Array; readonly headers?: Headers }
  | {
      readonly http: string;
      readonly path: string;
      /** A string is sent as it is, anything else as JSON. */
      readonly body?: unknown;
      readonly headers?: Headers;
    };

type Headers = Readonly<Record<string, string>>;

/** The reply. */
export interface Reply {
  /** The name of the gRPC code, or the HTTP status. */
  readonly code: string;
  readonly message: string;
  readonly details: readonly unknown[];
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client of one sidecar. */
export class SidecarClient {
  readonly #sidecar: RunningSidecar;
  readonly #client: Client;

  constructor(sidecar: RunningSidecar) {
    this.#sidecar = sidecar;
    this.#client = new Client(sidecar.grpc, credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  /** Sends a request. Never rejects because of an error in the reply. */
  send(step: Step): Promise<Reply> {
    return "grpc" in step ? this.#grpc(step) : this.#http(step);
  }

  /** The current etag of a key; empty if there is no record. */
  async etag(storeName: string, key: string): Promise<string> {
    const { body } = await this.send({ grpc: "getState", request: { storeName, key } });
    return (body as { etag?: string } | undefined)?.etag ?? "";
  }

  #grpc(step: Extract<Step, { grpc: string }>): Promise<Reply> {
    const method = DaprMethods[step.grpc];
    const bytes = "bytes" in step ? step.bytes : encoded(step.grpc, step.request);
    const headers = new Metadata();
    for (const [name, value] of Object.entries(step.headers ?? {})) headers.set(name, value);
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(
        method.path,
        (message: Uint8Array) => Buffer.from(message),
        (reply: Buffer) => method.response.decode(reply) as unknown,
        bytes,
        headers,
        { deadline: Date.now() + 20_000 },
        (error: ServiceError | null, reply?: unknown) =>
          resolve(error === null ? success(reply) : failure(error)),
      );
    });
  }

  async #http({ http, path, body, headers = {} }: Extract<Step, { http: string }>): Promise<Reply> {
    const content = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`http://${this.#sidecar.http}${path}`, {
      method: http,
      headers: { ...headers },
      ...(content !== undefined && { body: content }),
    });
    const text = await response.text();
    const kept = [...response.headers].filter(
      ([name]) => /^(content-type|etag|allow)$/.test(name) || name.startsWith("metadata"),
    );
    return httpReply(response.status, text, Object.fromEntries(kept));
  }
}

function encoded(name: MethodName, request: object): Uint8Array {
  // Each method encodes its own message type, which the step's author chose.
  const encode = DaprMethods[name].request.encode as (message: object) => Uint8Array;
  return encode(request);
}

const codeNames = Object.fromEntries(Object.entries(status).map(([name, code]) => [code, name]));

const success = (reply: unknown): Reply => ({
  code: "OK",
  message: "",
  details: [],
  body: plain(reply),
  headers: {},
});

function failure(error: ServiceError): Reply {
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  const { details } = rpc.rpc.Status.decode(Buffer.from(bytes ?? ""));
  return {
    code: codeNames[error.code] ?? String(error.code),
    message: error.details,
    details: details.map(({ type_url, value }) => {
      const name = (type_url ?? "").replace(/^.*\./, "");
      const type = detailTypes[name];
      return { "@type": name, ...(type && (plain(type.decode(value ?? new Uint8Array())) as object)) };
    }),
    body: undefined,
    headers: {},
  };
}

const { ErrorInfo, BadRequest, ResourceInfo, Help } = rpc.rpc;
const detailTypes: Readonly<Record<string, { decode(bytes: Uint8Array): unknown }>> = {
  ErrorInfo,
  BadRequest,
  ResourceInfo,
  Help,
};

function httpReply(httpStatus: number, text: string, headers: Headers): Reply {
  const base = { code: String(httpStatus), message: "", details: [], headers };
  if (httpStatus < 400) return { ...base, body: text };
  try {
    const { message, details, ...rest } = JSON.parse(text) as {
      message?: string;
      details?: { "@type": string }[];
    };
    const named = (details ?? []).map((detail) => ({
      ...detail,
      "@type": detail["@type"].replace(/^.*\./, ""),
    }));
    return { ...base, message: message ?? "", details: named, body: rest };
  } catch {
    return { ...base, body: text };
  }
}

// Bytes as unambiguous text; maps and messages as plain objects without empty fields.
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString("latin1")}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, plain(inner)] as const);
  const filled = entries.filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(filled.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === "bytes:" ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && Object.keys(value).length === 0);
