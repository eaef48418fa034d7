// The error of the Dapr API and the status it becomes. gRPC and HTTP render the
// same status, so an error has the same code, text and details over both.
import { type StatusCode, statusCode } from "@pillion/wire";
import type { StoreError } from "../../../src/index.ts";
import { type DaprErrorName, type ErrorEntry, errorEntry } from "./error-table.ts";

/** Why a write failed: the etag did not match, the request was invalid, or anything else. */
export type FailureKind = "mismatch" | "invalid" | "failure";

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

/** A failed call as daprd's metrics count it. */
export interface CountedError {
  readonly errorCode: string;
  readonly category: string;
}

/** Called once for each failed call. Must not throw. */
export type ErrorObserver = (errorCode: string, category: string) => void;

/** How the metrics count an error. */
export function countedError({ entry }: DaprError): CountedError {
  const { errorCode, metricCode = errorCode, category } = errorEntry(entry);
  return { errorCode: metricCode, category };
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

const statusByKind = {
  mismatch: { code: statusCode.aborted, http: 409 },
  invalid: { code: statusCode.invalidArgument, http: 400 },
} as const;

/** The status of an error. */
export function statusOfError({ entry: name, message, facts }: DaprError): DaprStatus {
  const entry = errorEntry(name);
  const { kind = "failure" } = facts;
  const { code, http } = kind === "failure" ? entry : statusByKind[kind];
  return { code, http, errorCode: entry.errorCode, message, details: detailsOf(entry, message, facts) };
}

function detailsOf(entry: ErrorEntry, message: string, facts: DaprErrorFacts): Detail[] {
  const details: Detail[] = [];
  if (entry.reason !== undefined) {
    const metadata = { ...facts.metadata, ...causeMetadata(facts.cause) };
    details.push({ type: "ErrorInfo", reason: entry.reason, domain, metadata });
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

// An addition to daprd's details: a program can tell a conflict from an outage, and whether the write may have been applied.
function causeMetadata(cause: StoreError | undefined): Record<string, string> {
  if (cause === undefined) return {};
  const { code, outcome } = cause;
  return {
    "pillion.code": code.replaceAll("-", "_").toUpperCase(),
    "pillion.outcome": outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED",
  };
}
