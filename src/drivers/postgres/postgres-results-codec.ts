// The results of an applied transaction as text, for the row of its idempotency
// key. Pure both ways.
import { StoreError } from "../../model/errors.ts";
import type { MutationResult } from "../../model/mutation.ts";
import type { Kind, StateRecord } from "../../model/record.ts";

interface StoredRecord {
  readonly key: string;
  readonly value: string;
  readonly contentType: string;
  readonly kind: Kind;
  readonly version: string;
  readonly createTime?: number;
  readonly updateTime?: number;
  readonly expireTime?: number;
}

interface StoredResult {
  readonly found: boolean;
  readonly version?: string;
  readonly expireTime?: number;
  readonly value?: string;
  readonly previous?: StoredRecord;
}

/** Results as text. */
export function encodeResults(results: readonly MutationResult[]): string {
  return JSON.stringify(
    results.map(({ found, version, expireTime, value, previous }): StoredResult => {
      return {
        found,
        ...(version !== undefined && { version }),
        ...(expireTime !== undefined && { expireTime }),
        ...(value !== undefined && { value: String(value) }),
        ...(previous !== undefined && { previous: encodeRecord(previous) }),
      };
    }),
  );
}

/** The results in a text. Throws `corrupt` if it cannot be read. */
export function decodeResults(text: string): readonly MutationResult[] {
  try {
    return (JSON.parse(text) as readonly StoredResult[]).map((stored) => ({
      found: stored.found,
      version: stored.version,
      expireTime: stored.expireTime,
      ...(stored.value !== undefined && { value: BigInt(stored.value) }),
      ...(stored.previous !== undefined && { previous: decodeRecord(stored.previous) }),
    }));
  } catch (cause) {
    throw new StoreError("corrupt", "the stored results of an idempotency key cannot be read", { cause });
  }
}

function encodeRecord({ value, createTime, updateTime, expireTime, ...rest }: StateRecord): StoredRecord {
  return {
    key: rest.key,
    value: Buffer.from(value).toString("base64"),
    contentType: rest.contentType,
    kind: rest.kind,
    version: rest.version,
    ...(createTime !== undefined && { createTime }),
    ...(updateTime !== undefined && { updateTime }),
    ...(expireTime !== undefined && { expireTime }),
  };
}

function decodeRecord(stored: StoredRecord): StateRecord {
  return {
    ...stored,
    value: Buffer.from(stored.value, "base64"),
    createTime: stored.createTime,
    updateTime: stored.updateTime,
    expireTime: stored.expireTime,
  };
}
