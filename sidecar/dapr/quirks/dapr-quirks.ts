// In what Dapr's state components differ, each a column of one table. Apps are
// tuned to the component that they were written for, so the face keeps these
// differences; statestore.v1 knows one rule for all.
import { findComponentType } from "../../../src/index.ts";
import type { DaprComponent } from "./dapr-component.ts";

/** What an etag may look like: anything, a signed or an unsigned whole number, or a uuid. */
export type EtagForm = "any" | "integer" | "uint32" | "uuid";

/** How one component takes what Dapr's API leaves open. */
export interface DaprQuirks {
  readonly etagForm: EtagForm;
  /** True: an etag that cannot be one is a mismatch; false: it is refused as malformed. */
  readonly malformedEtagMismatches: boolean;
  /** True: a delete compares its etag as the text that it is, of whatever form, and a record that has another is a mismatch. */
  readonly deleteComparesText: boolean;
  /** True: a save with LAST_WRITE does not look at its etag. A delete always does. */
  readonly lastWriteIgnoresEtag: boolean;
  /** True: an etag of a key that is not there holds, so that a save creates it. */
  readonly etagHoldsWhereMissing: boolean;
  /** True: the etag `0` stands for none. */
  readonly zeroEtagIsNone: boolean;
  /** True: a delete with FIRST_WRITE and no etag removes nothing, and fails if the key is there. */
  readonly firstWriteGuardsDelete: boolean;
  /**
   * True: a save with FIRST_WRITE marks the record, and one without etag overwrites a record that has no mark, unless the
   * store is to create only; in a transaction it sets no mark. False: without etag it creates only.
   */
  readonly firstWriteMarks: boolean;
  /** How a FIRST_WRITE without etag on a key that is there fails: as a mismatch, or as a failure with this text. */
  readonly firstWriteRefusal: "mismatch" | { readonly failure: string };
  /** What a save without ttlInSeconds does to the expiry of the record that is there. */
  readonly ttlAbsent: "keep" | "clear";
  /** The ttlInSeconds that are taken; undefined: every whole number. Zero and below: does not expire. */
  readonly ttlSecondsRange: readonly [number, number] | undefined;
  /** True: a record written over HTTP is marked as JSON. */
  readonly marksHttpJson: boolean;
  /**
   * Which values the component keeps as JSON and not as bytes: none; those that daprd decodes before it hands them over
   * (all over HTTP, those of a save with the content type of JSON over gRPC); or those whose metadata say JSON.
   */
  readonly keepsJson: "none" | "decoded" | "marked";
  /** True: the component takes queries, so that one which cannot be answered has failed; false: it is not supported. */
  readonly takesQueries: boolean;
}

// As Dapr's in-memory component; the embedded store has no elder to be like.
const inMemory: DaprQuirks = {
  etagForm: "any",
  malformedEtagMismatches: true,
  deleteComparesText: false,
  lastWriteIgnoresEtag: false,
  etagHoldsWhereMissing: false,
  zeroEtagIsNone: false,
  firstWriteGuardsDelete: true,
  firstWriteMarks: false,
  firstWriteRefusal: "mismatch",
  ttlAbsent: "clear",
  ttlSecondsRange: undefined,
  marksHttpJson: true,
  keepsJson: "none",
  takesQueries: false,
};

const redis: DaprQuirks = {
  etagForm: "integer",
  malformedEtagMismatches: false,
  deleteComparesText: true,
  lastWriteIgnoresEtag: true,
  etagHoldsWhereMissing: true,
  zeroEtagIsNone: true,
  firstWriteGuardsDelete: false,
  firstWriteMarks: true,
  firstWriteRefusal: { failure: "failed to set key: it is there already" },
  ttlAbsent: "keep",
  ttlSecondsRange: undefined,
  marksHttpJson: false,
  keepsJson: "marked",
  takesQueries: true,
};

const postgresV1: DaprQuirks = {
  etagForm: "uint32",
  malformedEtagMismatches: false,
  deleteComparesText: false,
  lastWriteIgnoresEtag: false,
  etagHoldsWhereMissing: false,
  zeroEtagIsNone: false,
  firstWriteGuardsDelete: false,
  firstWriteMarks: false,
  firstWriteRefusal: { failure: "no item was updated" },
  ttlAbsent: "clear",
  ttlSecondsRange: [-1, 2_147_483_647],
  marksHttpJson: true,
  keepsJson: "decoded",
  takesQueries: true,
};

const postgresV2: DaprQuirks = {
  ...postgresV1,
  etagForm: "uuid",
  malformedEtagMismatches: true,
  keepsJson: "none",
  takesQueries: false,
};

// By the id in the drivers' manifests.
const quirksById: ReadonlyMap<string, DaprQuirks> = new Map([
  ["in-memory", inMemory],
  ["redis", redis],
  ["postgres-v1", postgresV1],
  ["postgres-v2", postgresV2],
]);

/** How a component behaves, as the manifest of its driver says. One that no driver serves behaves as the in-memory one. */
export function quirksOf({ type, version }: DaprComponent): DaprQuirks {
  const served = findComponentType(type, version);
  return (served && quirksById.get(served.component.quirks)) ?? inMemory;
}
