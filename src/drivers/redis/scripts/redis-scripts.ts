// The scripts, put together from the .lua files beside this one. A script checks
// everything before it changes the first record, because Redis undoes nothing;
// after that come only commands that cannot fail. Keys and values come as KEYS
// and ARGV only. README.md of the driver says what a record looks like.
import counter from "./counter.lua" with { type: "text" };
import documents from "./documents.lua" with { type: "text" };
import expireAtModern from "./expire-at-modern.lua" with { type: "text" };
import expireAtPlain from "./expire-at-plain.lua" with { type: "text" };
import load from "./load.lua" with { type: "text" };
import mutationChecks from "./mutation-checks.lua" with { type: "text" };
import mutationWrites from "./mutation-writes.lua" with { type: "text" };
import put from "./put.lua" with { type: "text" };
import read from "./read.lua" with { type: "text" };
import repairIndex from "./repair-index.lua" with { type: "text" };
import { withWords } from "./script-protocol.ts";
import time from "./time.lua" with { type: "text" };
import transaction from "./transaction.lua" with { type: "text" };
import version from "./version.lua" with { type: "text" };

/** A script, in one text for servers before Redis 7 and one from Redis 7 on. */
export interface RedisScript {
  readonly name: string;
  /** For any server that has scripts with effects replication: Redis 5 to 6.2. */
  readonly plain: string;
  /** For servers that have PEXPIRETIME: Redis 7, Valkey. */
  readonly modern: string;
}

function script(name: string, ...parts: readonly string[]): RedisScript {
  const textWith = (expireAt: string): string => withWords([expireAt, ...parts].join("\n"));
  return { name, plain: textWith(expireAtPlain), modern: textWith(expireAtModern) };
}

/** One put that returns no previous record: the common write, in as few steps as possible. */
export const putScript = script("put", time, put);

/** Any transaction. */
export const transactionScript = script(
  "transaction",
  time,
  version,
  load,
  counter,
  mutationChecks,
  documents,
  mutationWrites,
  transaction,
);

/** Reads one record that is not stored as this driver stores it. */
export const readScript = script("read", time, version, load, read);

/** Makes the index agree with some keys. */
export const repairIndexScript = script("repair-index", repairIndex);

/** Every script, for loading. */
export const allScripts: readonly RedisScript[] = [
  putScript,
  transactionScript,
  readScript,
  repairIndexScript,
];
