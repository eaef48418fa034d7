// Runs a scene on one side and gives its answers in a form in which those of
// the other side have to be equal; and finds in what two runs differ.
import type { Answer, Asker, Step } from "./exchange.ts";

/** Requests that follow each other on keys of their own. */
export interface Scene {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One field of one answer in which the sides differ. */
export interface Difference {
  readonly store: string;
  readonly scene: string;
  /** From 1. */
  readonly step: number;
  readonly field: keyof Answer;
  readonly daprd: string;
  readonly pillion: string;
}

/** The answers of one side, comparable. */
export async function play(asker: Asker, { steps }: Scene, store: string, keys: string): Promise<Answer[]> {
  const names = new EtagNames();
  const answers: Answer[] = [];
  for (const step of steps) {
    const filled = await fill(step, asker, store, keys);
    answers.push(comparable(await asker.ask(filled), { names, keys, key: keyOf(filled) }));
  }
  return answers;
}

/** The fields in which the answers differ. */
export function differences(
  scene: string,
  store: string,
  daprd: readonly Answer[],
  pillion: readonly Answer[],
): Difference[] {
  const fields = ["code", "message", "details", "body", "headers"] as const;
  return daprd.flatMap((one, index) =>
    fields.flatMap((field): Difference[] => {
      const [theirs, ours] = [told(one[field]), told(pillion[index]?.[field])];
      if (theirs === ours) return [];
      return [{ scene, store, step: index + 1, field, daprd: theirs, pillion: ours }];
    }),
  );
}

const told = (value: unknown): string => JSON.stringify(value) ?? "undefined";

async function fill(step: Step, asker: Asker, store: string, keys: string): Promise<Step> {
  const etags = new Map<string, string>();
  for (const [, key = ""] of JSON.stringify(step).matchAll(/\{etag:([^}]*)\}/g))
    etags.set(key, await asker.etag(store, keys + key));
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

/** Etags of a key by the order in which they are seen: what they are is each side's own, whether they are equal is not. */
class EtagNames {
  readonly #names = new Map<string, string[]>();

  of(key: string, etag: string): string {
    const seen = this.#names.get(key) ?? [];
    if (!seen.includes(etag)) seen.push(etag);
    this.#names.set(key, seen);
    return `etag ${seen.indexOf(etag) + 1}`;
  }
}

interface Reading {
  readonly names: EtagNames;
  /** What every key of the scene begins with. */
  readonly keys: string;
  /** What the request is about. */
  readonly key: string;
}

const secondsStep = 10;

function secondsLeft(time: string): string {
  const left = (Date.parse(time) - Date.now()) / 1000;
  return `about ${Math.round(left / secondsStep) * secondsStep} s left`;
}

// What stands before a cause is Dapr's; what a component or a reader of JSON says of its own failure is its own.
const heads =
  /^(failed (?:saving|deleting) state in state store \S+|failed deleting state with key \S*|fail to get \S* from state store \S+|error while executing state transaction|failed deserializing HTTP body|failed getting secret with key \S* from secret store \S+|failed getting secrets from secret store \S+|state store \S+ query failed): /;
const etagCauses = /possible etag mismatch\. error from state store|invalid etag value/;

/** The text without the cause; of a cause that is about an etag, what kind it is. In a transaction Dapr does not tell them apart. */
function withoutCause(text: string): string {
  const head = heads.exec(text)?.[1];
  if (head === undefined) return text;
  const told = head.startsWith("error while") ? undefined : etagCauses.exec(text)?.[0];
  return `${head}: ${told ?? "…"}`;
}

// What proto3 does not send is written out in daprd's JSON.
const isNothing = (name: string, value: unknown): boolean =>
  (name === "metadata" && (value === null || JSON.stringify(value) === "{}")) ||
  (/^(owner|description)$/.test(name) && value === "");

function comparable(answer: Answer, { names, keys, key }: Reading): Answer {
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
      .filter(([inner, text]) => !isNothing(inner, text));
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  const details = named(answer.details, "", key) as readonly { "@type": string }[];
  return {
    code: answer.code,
    message: named(answer.message, "", key) as string,
    details: details.toSorted((a, b) => (a["@type"] < b["@type"] ? -1 : 1)),
    body: named(bodyOf(answer.body ?? {}), "", key),
    headers: named(answer.headers, "", key) as Readonly<Record<string, string>>,
  };
}

// A body of JSON is compared by what it says, not by its blanks.
function bodyOf(body: unknown): unknown {
  if (typeof body !== "string" || !/^[[{]/.test(body)) return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
