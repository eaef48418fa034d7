// Where Dapr's state components differ in behaviour, in one table. Applications
// depend on the component that they were written for, so the Dapr API keeps
// these differences; statestore.v1 has one rule for all stores.
import { findComponentType } from "../../../src/index.ts";
import type { DaprComponent } from "./dapr-component.ts";
import type { EtagForm } from "./etag-form.ts";

/** How one component behaves where Dapr's API leaves it open. */
export interface DaprQuirks {
  readonly etagForm: EtagForm;
  /** True: an etag of the wrong form is a mismatch; false: it is rejected as malformed. */
  readonly malformedEtagMismatches: boolean;
  /** True: a delete compares its etag as text, whatever its form, and a record with another etag is a mismatch. */
  readonly deleteComparesText: boolean;
  /** True: a save with LAST_WRITE ignores its etag. A delete never does. */
  readonly lastWriteIgnoresEtag: boolean;
  /** True: an etag holds for a missing key, so a save creates it. */
  readonly etagHoldsWhereMissing: boolean;
  /** True: the etag `0` means no etag. */
  readonly zeroEtagIsNone: boolean;
  /** True: a delete with FIRST_WRITE and no etag removes nothing, and fails if the key exists. */
  readonly firstWriteGuardsDelete: boolean;
  /**
   * True: a save with FIRST_WRITE marks the record, and without an etag it overwrites a record that has no mark, unless the
   * store is configured to create only; in a transaction it sets no mark. False: without an etag it only creates.
   */
  readonly firstWriteMarks: boolean;
  /** How a FIRST_WRITE without an etag fails if the key exists: as a mismatch, or as a failure with this text. */
  readonly firstWriteRejection: "mismatch" | { readonly failure: string };
  /** What a save without ttlInSeconds does to the expiry of an existing record. */
  readonly ttlAbsent: "keep" | "clear";
  /** The accepted range of ttlInSeconds, both ends included; undefined: every whole number. Zero and below: no expiry. */
  readonly ttlSecondsRange: readonly [number, number] | undefined;
  /** True: the default content type of a record written over HTTP is `application/json`. */
  readonly marksHttpJson: boolean;
  /**
   * Which values the component stores as JSON instead of bytes: none; those that daprd decodes before it calls the
   * component (over HTTP all, over gRPC those of a save with the content type of JSON); or those whose metadata says JSON.
   */
  readonly keepsJson: "none" | "decoded" | "marked";
  /** True: the component supports queries, so a query that the store cannot run fails; false: queries are unsupported. */
  readonly takesQueries: boolean;
}

// Like Dapr's in-memory component. The embedded store, which has no counterpart in Dapr, uses it, too.
const inMemory: DaprQuirks = {
  etagForm: "any",
  malformedEtagMismatches: true,
  deleteComparesText: false,
  lastWriteIgnoresEtag: false,
  etagHoldsWhereMissing: false,
  zeroEtagIsNone: false,
  firstWriteGuardsDelete: true,
  firstWriteMarks: false,
  firstWriteRejection: "mismatch",
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
  firstWriteRejection: { failure: "failed to set key: the key already exists" },
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
  firstWriteRejection: { failure: "no item was updated" },
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

// By the quirks id in the driver manifests.
const quirksById: ReadonlyMap<string, DaprQuirks> = new Map([
  ["in-memory", inMemory],
  ["redis", redis],
  ["postgres-v1", postgresV1],
  ["postgres-v2", postgresV2],
]);

/**
 * The quirks of a component, by the id in the manifest of its driver. A component that no driver serves has those of the
 * in-memory one. Throws TypeError if a manifest names an id that is not in the table.
 */
export function quirksOf({ type, version }: DaprComponent): DaprQuirks {
  const served = findComponentType(type, version);
  if (served === undefined) return inMemory;
  const { quirks: id } = served.component;
  const quirks = quirksById.get(id);
  if (quirks !== undefined) return quirks;
  const known = [...quirksById.keys()].join(", ");
  throw new TypeError(
    `the manifest of the driver ${served.manifest.name} names the quirks "${id}", which do not exist; the known ids are ${known}`,
  );
}
