// One request to one side and what came back, in a form in which two sides can
// be compared: etags are numbered in the order in which they are seen, times to
// live are what is left of them, and what only the asked sidecar can know (its
// addresses, its version) is left out.
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { rpc } from "@pillion/proto";
import { DaprMethods } from "@pillion/proto/dapr";
import type { Side } from "./sidecars.ts";

/** The name of a method of Dapr's service, as DaprMethods has it. */
export type MethodName = keyof typeof DaprMethods;

/** One request. In every text `{s}` stands for the store, `{k}` for the keys of the scene, `{etag:KEY}` for the etag that KEY has now. */
export type Step =
  | { readonly grpc: MethodName; readonly request: object; readonly headers?: Headers }
  | { readonly grpc: MethodName; readonly bytes: Uint8Array; readonly headers?: Headers }
  | {
      readonly http: string;
      readonly path: string;
      /** Text as it is; anything else as JSON. */
      readonly body?: unknown;
      readonly headers?: Headers;
    };

type Headers = Readonly<Record<string, string>>;

/** What came back. */
export interface Answer {
  /** The name of the gRPC code, or the HTTP status. */
  readonly code: string;
  readonly message: string;
  readonly details: readonly unknown[];
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a side is asked with. */
export class Asker {
  readonly #side: Side;
  readonly #client: Client;

  constructor(side: Side) {
    this.#side = side;
    this.#client = new Client(side.grpc, credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  /** Asks; never rejects for what the side answers. */
  ask(step: Step): Promise<Answer> {
    return "grpc" in step ? this.#grpc(step) : this.#http(step);
  }

  /** The etag of a key now; empty if it has none. */
  async etag(storeName: string, key: string): Promise<string> {
    const { body } = await this.ask({ grpc: "getState", request: { storeName, key } });
    return (body as { etag?: string } | undefined)?.etag ?? "";
  }

  #grpc(step: Extract<Step, { grpc: string }>): Promise<Answer> {
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
          resolve(error === null ? success(reply) : refused(error)),
      );
    });
  }

  async #http({ http, path, body, headers = {} }: Extract<Step, { http: string }>): Promise<Answer> {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`http://${this.#side.http}${path}`, {
      method: http,
      headers: { ...headers },
      ...(text !== undefined && { body: text }),
    });
    const said = await response.text();
    const kept = [...response.headers].filter(
      ([name]) => /^(content-type|etag|allow)$/.test(name) || name.startsWith("metadata"),
    );
    return httpAnswer(response.status, said, Object.fromEntries(kept));
  }
}

function encoded(name: MethodName, request: object): Uint8Array {
  // Each method encodes its own message; which one is known only to who wrote the step.
  const encode = DaprMethods[name].request.encode as (message: object) => Uint8Array;
  return encode(request);
}

const codeNames = Object.fromEntries(Object.entries(status).map(([name, code]) => [code, name]));

const success = (reply: unknown): Answer => ({
  code: "OK",
  message: "",
  details: [],
  body: plain(reply),
  headers: {},
});

function refused(error: ServiceError): Answer {
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

function httpAnswer(httpStatus: number, said: string, headers: Headers): Answer {
  const base = { code: String(httpStatus), message: "", details: [], headers };
  if (httpStatus < 400) return { ...base, body: said };
  try {
    const { message, details, ...rest } = JSON.parse(said) as {
      message?: string;
      details?: { "@type": string }[];
    };
    const named = (details ?? []).map((detail) => ({
      ...detail,
      "@type": detail["@type"].replace(/^.*\./, ""),
    }));
    return { ...base, message: message ?? "", details: named, body: rest };
  } catch {
    return { ...base, body: said };
  }
}

// Bytes as text that cannot be mistaken, maps and messages as plain objects without what is empty.
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString("latin1")}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, plain(inner)] as const);
  const told = entries.filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === "bytes:" ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && Object.keys(value).length === 0);
