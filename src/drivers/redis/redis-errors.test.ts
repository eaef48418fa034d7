// The table of Redis' error replies: code and outcome of each row, in the wording of
// old and new servers; and that no message contains part of a command.
import { expect, test } from "vitest";
import { TcpConnectError } from "../../driver-kit/tcp-connect.ts";
import {
  ConnectFailure,
  connectError,
  errorWord,
  indexProblemOf,
  lateError,
  lostError,
  replyError,
} from "./redis-errors.ts";

const rejections: readonly (readonly [string, string])[] = [
  ["LOADING Redis is loading the dataset in memory", "unavailable"],
  ["READONLY You can't write against a read only replica.", "unavailable"],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", "unavailable"],
  ["NOREPLICAS Not enough good replicas to write.", "unavailable"],
  [
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
    "unavailable",
  ],
  ["BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.", "unavailable"],
  ["CLUSTERDOWN The cluster is down", "unavailable"],
  ["MOVED 3999 127.0.0.1:6381", "unavailable"],
  ["ASK 3999 127.0.0.1:6381", "unavailable"],
  ["TRYAGAIN Multiple keys request during rehashing of slot", "unavailable"],
  ["CROSSSLOT Keys in request don't hash to the same slot", "invalid"],
  ["NOSCRIPT No matching script. Please use EVAL.", "unavailable"],
  ["NOAUTH Authentication required.", "unavailable"],
  ["WRONGPASS invalid username-password pair or user is disabled.", "unavailable"],
  ["NOPERM this user has no permissions to run the 'evalsha' command", "denied"],
  ["OOM command not allowed when used memory > 'maxmemory'. script: 1, on @user_script:9.", "overloaded"],
  ["WRONGTYPE Operation against a key holding the wrong kind of value", "corrupt"],
  ["ERR max number of clients reached", "overloaded"],
  [
    "ERR Error running script (call to f_1): @user_script:35: @user_script: 35: -OOM command not allowed when used memory > 'maxmemory'.",
    "overloaded",
  ],
  [
    "ERR Error running script (call to f_1): @user_script:35: @user_script: 35: -READONLY You can't write against a read only replica.",
    "unavailable",
  ],
];

test.each(rejections)("%s", (reply, code) => {
  expect(replyError("main", new Error(reply))).toMatchObject({ code, outcome: "not-applied" });
});

test.each([
  "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)",
  "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if a replica is configured to be writable (which is not the default) writes to replicas are just local and are not propagated.",
  "ERR WAIT cannot be used with replica instances. Please also note that if a replica is configured to be writable (which is not the default) writes to replicas are just local and are not propagated.",
])("the primary became a replica before it confirmed a write: %s", (reply) => {
  expect(replyError("main", new Error(reply))).toMatchObject({
    code: "unavailable",
    outcome: "unknown",
    retryDelayMs: 1000,
  });
});

test("an error that is not in the table, or came from inside a script, has an unknown outcome", () => {
  expect(replyError("main", new Error("ERR something new"))).toMatchObject({
    code: "internal",
    outcome: "unknown",
  });
  expect(replyError("main", new Error("SHINY new word"))).toMatchObject({
    code: "internal",
    outcome: "unknown",
  });
  const inner = new Error("ERR The user executing the script can't run this command or subcommand script: 1");
  expect(replyError("main", inner)).toMatchObject({ code: "denied", outcome: "unknown" });
  expect(lostError("main", new Error("gone"))).toMatchObject({ code: "unavailable", outcome: "unknown" });
});

test("a property that every object has is not a row", () => {
  for (const word of ["CONSTRUCTOR", "constructor", "toString", "__proto__"]) {
    expect(replyError("main", new Error(`${word} x`)).code).toBe("internal");
  }
});

test("the error word is found in both formats", () => {
  expect(errorWord("OOM x")).toBe("OOM");
  expect(errorWord("-MOVED 1 a:1")).toBe("MOVED");
  expect(errorWord("lower case")).toBe("");
});

test("neither message nor cause holds an argument of the command", () => {
  const reply = Object.assign(
    new Error("ERR unknown command 'X', with args beginning with: 's3same' 's3same' "),
    {
      command: { name: "auth", args: ["ada", "s3same"] },
    },
  );
  for (const error of [replyError("main", reply), connectError("main", reply), lostError("main", reply)]) {
    expect(error.message).not.toContain("s3same");
    expect(JSON.stringify(error.cause, Object.getOwnPropertyNames(error.cause ?? {}))).not.toContain(
      "s3same",
    );
  }
});

test("a call that timed out reports whether it was sent", () => {
  expect(lateError("main", "deadline", true)).toMatchObject({ code: "deadline", outcome: "unknown" });
  expect(lateError("main", "deadline", false)).toMatchObject({ code: "deadline", outcome: "not-applied" });
  expect(lateError("main", "unavailable", true)).toMatchObject({ code: "unavailable", outcome: "unknown" });
});

test("messages of connection errors name the addresses that were tried", () => {
  const attempts = [
    { address: "::1", code: "ECONNREFUSED", cause: undefined },
    { address: "192.0.2.1", code: "ETIMEDOUT", cause: undefined },
  ];
  expect(connectError("main", new TcpConnectError(attempts)).message).toBe(
    "store main: Redis cannot be reached: no server listens at the configured address (::1: ECONNREFUSED, 192.0.2.1: ETIMEDOUT)",
  );
  const many = Array.from({ length: 20 }, () => attempts[0] ?? { address: "", code: "", cause: undefined });
  expect(connectError("main", new TcpConnectError(many)).message.match(/::1/g)).toHaveLength(8);
});

test("messages of other connection errors do not quote their cause", () => {
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND db.internal.example"), { code: "ENOTFOUND" });
  expect(connectError("main", cause).message).toBe(
    "store main: Redis cannot be reached: the configured host name does not resolve",
  );
});

test.each([
  ["loading", "the server is loading its data"],
  ["replica", "the server is a read-only replica"],
  [
    "cluster-node",
    "the server is a node of a Redis Cluster, but the store is not configured for one; set redisType: cluster",
  ],
  ["no-reply", "it did not reply in time"],
] as const)("a connection that the driver ended names its reason: %s", (reason, text) => {
  const error = connectError("main", new ConnectFailure(reason));
  expect(error.message).toBe(`store main: Redis cannot be reached: ${text}`);
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
});

test.each([
  ["pillion:s1: no such index", "index-missing"],
  ["Unknown index name", "index-missing"],
  ["SEARCH_INDEX_NOT_FOUND Index not found: pillion:s1", "index-missing"],
  ["Index already exists", "index-exists"],
  ["LIMIT: OFFSET exceeds maximum of 1000000", "offset-too-large"],
  ["ERR something new", undefined],
])("what the search module replied about an index: %s", (reply, problem) => {
  const error = replyError("main", new Error(reply));
  expect(indexProblemOf(error)).toBe(problem);
  expect(error).toMatchObject({ code: "internal", outcome: "unknown" });
});
