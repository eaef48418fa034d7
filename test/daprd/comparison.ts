// Runs a scenario on one sidecar, brings its replies into a comparable form, and
// finds the differences between two runs.
import type { Reply, SidecarClient, Step } from "./exchange.ts";

/** A sequence of requests on keys that no other scenario uses. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One field of one reply that differs. */
export interface Difference {
  readonly store: string;
  readonly scenario: string;
  /** From 1. */
  readonly step: number;
  readonly field: keyof Reply;
  readonly daprd: string;
  readonly pillion: string;
}

/** The replies of one sidecar in comparable form. */
export async function run(
  client: SidecarClient,
  { steps }: Scenario,
  store: string,
  keys: string,
): Promise<Reply[]> {
  const names = new EtagNames();
  const replies: Reply[] = [];
  for (const step of steps) {
    const filled = await fill(step, client, store, keys);
    replies.push(comparable(await client.send(filled), { names, keys, key: keyOf(filled) }));
  }
  return replies;
}

/** The fields that differ. */
export function differences(
  scenario: string,
  store: string,
  daprd: readonly Reply[],
  pillion: readonly Reply[],
): Difference[] {
  const fields = ["code", "message", "details", "body", "headers"] as const;
  return daprd.flatMap((one, index) =>
    fields.flatMap((field): Difference[] => {
      const [theirs, ours] = [textOf(one[field]), textOf(pillion[index]?.[field])];
      if (theirs === ours) return [];
      return [{ scenario, store, step: index + 1, field, daprd: theirs, pillion: ours }];
    }),
  );
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? "undefined";

async function fill(step: Step, client: SidecarClient, store: string, keys: string): Promise<Step> {
  const etags = new Map<string, string>();
  for (const [, key = ""] of JSON.stringify(step).matchAll(/\{etag:([^}]*)\}/g))
    etags.set(key, await client.etag(store, keys + key));
  const filled = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value
        .replace(/\{etag:([^}]*)\}/g, (_, key: string) => etags.get(key) ?? "")
        .replaceAll("{s}", store)
        .replaceAll("{k}", keys);
    }
    if (value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [String(filled(name)), filled(inner)]),
    );
  };
  return filled(step) as Step;
}

/** The key that a request is about, if it is about one. */
function keyOf(step: Step): string {
  if ("path" in step) return decodeURIComponent(step.path.replace(/\?.*$/, "").replace(/^.*\//, ""));
  return "request" in step ? ((step.request as { key?: string }).key ?? "") : "";
}

/** Numbers the etags of a key in the order of their appearance: their values differ between the sidecars, their equality must not. */
class EtagNames {
  readonly #names = new Map<string, string[]>();

  of(key: string, etag: string): string {
    const seen = this.#names.get(key) ?? [];
    if (!seen.includes(etag)) seen.push(etag);
    this.#names.set(key, seen);
    return `etag ${seen.indexOf(etag) + 1}`;
  }
}

interface Context {
  readonly names: EtagNames;
  /** The prefix of every key of the scenario. */
  readonly keys: string;
  /** The key of the request. */
  readonly key: string;
}

const secondsStep = 10;

function secondsLeft(time: string): string {
  const left = (Date.parse(time) - Date.now()) / 1000;
  return `about ${Math.round(left / secondsStep) * secondsStep} s left`;
}

// The text before a cause is Dapr's; the text of the cause differs between components and JSON decoders.
const heads =
  /^(failed (?:saving|deleting) state in state store \S+|failed deleting state with key \S*|fail to get \S* from state store \S+|error while executing state transaction|failed deserializing HTTP body|failed getting secret with key \S* from secret store \S+|failed getting secrets from secret store \S+|state store \S+ query failed): /;
const etagCauses = /possible etag mismatch\. error from state store|invalid etag value/;

/** The text without the cause, except whether the cause is an etag mismatch or a malformed etag. In a transaction Dapr does not distinguish them. */
function withoutCause(text: string): string {
  const head = heads.exec(text)?.[1];
  if (head === undefined) return text;
  const etagCause = head.startsWith("error while") ? undefined : etagCauses.exec(text)?.[0];
  return `${head}: ${etagCause ?? "…"}`;
}

// daprd's JSON contains default values that proto3 does not send.
const isDefault = (name: string, value: unknown): boolean =>
  (name === "metadata" && (value === null || JSON.stringify(value) === "{}")) ||
  (/^(owner|description)$/.test(name) && value === "");

function comparable(reply: Reply, { names, keys, key }: Context): Reply {
  const named = (value: unknown, name: string, of: string): unknown => {
    if (typeof value === "string") {
      if (/^etag$/i.test(name) && value !== "") return names.of(of, value);
      if (/ttlexpiretime$/i.test(name)) return secondsLeft(value);
      return withoutCause(value.replaceAll(keys, "{k}"));
    }
    if (Array.isArray(value)) return value.map((inner) => named(inner, "", of));
    if (typeof value !== "object" || value === null) return value;
    const own = "key" in value && typeof value.key === "string" ? value.key : of;
    const entries = Object.entries(value)
      .filter(([inner]) => !inner.startsWith("pillion."))
      .map(([inner, text]) => [inner, named(text, inner, own)] as const)
      .filter(([inner, text]) => !isDefault(inner, text));
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  const details = named(reply.details, "", key) as readonly { "@type": string }[];
  return {
    code: reply.code,
    message: named(reply.message, "", key) as string,
    details: details.toSorted((a, b) => (a["@type"] < b["@type"] ? -1 : 1)),
    body: named(bodyOf(reply.body ?? {}), "", key),
    headers: named(reply.headers, "", key) as Readonly<Record<string, string>>,
  };
}

// A JSON body is compared by its contents, not by its whitespace.
function bodyOf(body: unknown): unknown {
  if (typeof body !== "string" || !/^[[{]/.test(body)) return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
