// The error of the Dapr API and the status it becomes. gRPC and HTTP render the
// same status, so an error has the same code, text and details over both.
import type { StatusCode } from "@pillion/wire";
import { asStoreError, type ErrorCode, type Outcome, type StoreError } from "../../../src/index.ts";
import { type Effect, outcomeName } from "../../rpc/index.ts";
import { codesOf, type DaprErrorName, type ErrorEntry, errorEntry, type FailureKind } from "./error-table.ts";

/** What an error carries besides its entry and text. */
export interface DaprErrorFacts {
  /** The store it is about. */
  readonly store?: string | undefined;
  /** Added to `ErrorInfo.metadata`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** The invalid key, for `BadRequest`. */
  readonly key?: string | undefined;
  /** Overrides the entry's code: `mismatch` is ABORTED and 409, `invalid` is INVALID_ARGUMENT and 400. Default: `failure`. */
  readonly kind?: FailureKind | undefined;
  /** The methods that the path supports, for the `allow` header of HTTP. */
  readonly allow?: readonly string[] | undefined;
  /** Why it failed, for `ErrorInfo.metadata`. Default: the code of the cause; without a cause, none. */
  readonly code?: ErrorCode | undefined;
  /** Whether the writes of the call may have been applied. Default: that of the cause; without a cause, the request was rejected, so nothing was applied. */
  readonly outcome?: Outcome | undefined;
  /** The store's error. It goes to the log. */
  readonly cause?: StoreError | undefined;
}

/** A failed call of the Dapr API. The message is for the caller. */
export class DaprError extends Error {
  override readonly name = "DaprError";
  readonly entry: DaprErrorName;
  readonly facts: DaprErrorFacts;

  constructor(entry: DaprErrorName, message: string, facts: DaprErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.entry = entry;
    this.facts = facts;
  }
}

/** The result of a promise. Its rejection becomes the DaprError that `toError` makes of the store's error. */
export function asDaprError<T>(result: Promise<T>, toError: (cause: StoreError) => DaprError): Promise<T> {
  return result.catch((thrown: unknown) => {
    throw toError(asStoreError(thrown));
  });
}

/** Where failed calls are reported, over gRPC and HTTP. */
export interface FailureReports {
  /** Called once for each call that failed with an error of a store or of this process. Must not throw. */
  readonly log: (failure: { readonly path: string; readonly error: StoreError }) => void;
  /** Called once for each call that failed with a DaprError: by Dapr's code and category, for metrics. Must not throw. */
  readonly observeError?: ((errorCode: string, category: string) => void) | undefined;
}

/** Reports the error of a call of this path: counts it, and logs its cause. */
export function reportError(
  { entry, facts: { cause } }: DaprError,
  path: string,
  { log, observeError }: FailureReports,
): void {
  const { errorCode, metricCode = errorCode, category } = errorEntry(entry);
  observeError?.(metricCode, category);
  if (cause !== undefined) log({ path, error: cause });
}

/** One detail message of `google.rpc`, by its name. */
export type Detail =
  | {
      readonly type: "ErrorInfo";
      readonly reason: string;
      readonly domain: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "BadRequest";
      readonly fieldViolations: readonly { readonly field: string; readonly description: string }[];
    }
  | { readonly type: "ResourceInfo"; readonly resourceType: string; readonly resourceName: string }
  | {
      readonly type: "Help";
      readonly links: readonly { readonly url: string; readonly description: string }[];
    };

/** The status of a failed call, before it is rendered for gRPC or HTTP. */
export interface DaprStatus {
  readonly code: StatusCode;
  readonly http: number;
  readonly errorCode: string;
  readonly message: string;
  readonly details: readonly Detail[];
}

const domain = "dapr.io";

/** The status of an error of a call with this effect. */
export function statusOfError({ entry: name, message, facts }: DaprError, effect: Effect): DaprStatus {
  const entry = errorEntry(name);
  const { code, http } = codesOf(entry, facts.kind ?? "failure");
  const details = detailsOf(entry, message, facts, effect);
  return { code, http, errorCode: entry.errorCode, message, details };
}

function detailsOf(entry: ErrorEntry, message: string, facts: DaprErrorFacts, effect: Effect): Detail[] {
  const details: Detail[] = [];
  // daprd has no ErrorInfo for some errors. That of a write has one here, because it contains the outcome.
  const reason = entry.reason ?? (effect === "write" ? entry.errorCode : undefined);
  if (reason !== undefined) {
    const metadata = { ...facts.metadata, ...outcomeMetadata(facts, effect) };
    details.push({ type: "ErrorInfo", reason, domain, metadata });
  }
  if (facts.key !== undefined) {
    details.push({ type: "BadRequest", fieldViolations: [{ field: facts.key, description: message }] });
  }
  if (entry.namesStore === true && facts.store !== undefined) {
    details.push({ type: "ResourceInfo", resourceType: "state", resourceName: facts.store });
  }
  if (entry.help !== undefined) details.push({ type: "Help", links: [entry.help] });
  return details;
}

// An addition to daprd's details: a program can tell a conflict from an outage, and whether a write may have been applied.
function outcomeMetadata({ cause, code, outcome }: DaprErrorFacts, effect: Effect): Record<string, string> {
  const metadata: Record<string, string> = {};
  const known = code ?? cause?.code;
  if (known !== undefined) metadata["pillion.code"] = known.replaceAll("-", "_").toUpperCase();
  if (effect === "write") {
    metadata["pillion.outcome"] = outcomeName(outcome ?? cause?.outcome ?? "not-applied");
  }
  return metadata;
}
