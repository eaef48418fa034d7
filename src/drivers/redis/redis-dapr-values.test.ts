// Values that daprd takes for its Redis component. The rows were compared with the
// decoder of components-contrib 1.18.3: each value means the same here, and a
// warning says where another value is used.
import { expect, it } from "vitest";
import type { RawOptions } from "../../store/driver.ts";
import { compileRedisOptions, type RedisOptions } from "./redis-options.ts";

type Expected = Partial<RedisOptions>;

const tls = { isVerified: true };

const rows: readonly (readonly [RawOptions, unknown])[] = [
  ...["true", "TRUE", "True", "t", "T", "1"].map((word) => [{ enableTLS: word }, { tls }] as const),
  ...["false", "FALSE", "f", "F", "0"].map((word) => [{ enableTLS: word }, { tls: undefined }] as const),
  [{ redisDB: "5" }, { database: 5 }],
  [{ redisDB: "+5" }, { database: 5 }],
  [{ redisDB: "007" }, { database: 7 }],
  [{ redisDB: "010" }, { database: 10 }],
  [{ redisMaxRetries: "+5" }, { database: 0 }],
  [{ redisMaxRetries: "-1", poolSize: "007" }, { database: 0 }],
  [{ dialTimeout: "1500ms" }, { connectTimeoutMs: 1500 }],
  [{ dialTimeout: "+1500" }, { connectTimeoutMs: 1500 }],
  [{ dialTimeout: ".5s" }, { connectTimeoutMs: 500 }],
  [{ dialTimeout: "1.s" }, { connectTimeoutMs: 1000 }],
  [{ dialTimeout: "+1s" }, { connectTimeoutMs: 1000 }],
  [{ dialTimeout: "0" }, { connectTimeoutMs: 5000 }],
  [{ readTimeout: "0" }, { readTimeoutMs: 3000 }],
  [{ readTimeout: "-1" }, { readTimeoutMs: 120_000 }],
  [{ readTimeout: "-1s" }, { readTimeoutMs: 120_000 }],
  [{ readTimeout: "+50" }, { readTimeoutMs: 50 }],
  [{ idleTimeout: "-1", maxConnAge: "+1h", poolTimeout: "0" }, { database: 0 }],
  [{ redisType: "" }, { topology: "single" }],
  [{ redisHost: "h", redisPort: "0" }, { addresses: [{ host: "h", port: 6379 }] }],
  [{ redisHost: "h:7", redisPort: "0" }, { addresses: [{ host: "h", port: 7 }] }],
  [{ redisHost: "::1" }, { addresses: [{ host: "::1", port: 6379 }] }],
  [{ redisHost: "fe80::2", redisPort: "7" }, { addresses: [{ host: "fe80::2", port: 7 }] }],
  [{ redisHost: "[::1]:7" }, { addresses: [{ host: "::1", port: 7 }] }],
  [
    { redisHost: "a, b:7 ,", redisType: "cluster" },
    {
      addresses: [
        { host: "a", port: 6379 },
        { host: "b", port: 7 },
      ],
    },
  ],
];

it.each(rows)("%j means the same as in daprd", (raw, expected) => {
  const options = compileRedisOptions({ redisHost: "h:1", ...raw });
  expect(options).toMatchObject(expected as Expected);
  expect(options.warnings).toEqual([]);
});

const cluster = { redisType: "cluster" };
const failover = { failover: "true", sentinelMasterName: "m" };

it.each<readonly [RawOptions, unknown, string]>([
  [
    { dialTimeout: "5" },
    { connectTimeoutMs: 10 },
    "option dialTimeout has to be at least 10 ms: 10 ms is used",
  ],
  [{ dialTimeout: "5µs" }, { connectTimeoutMs: 10 }, "option dialTimeout has to be at least"],
  [{ dialTimeout: "-1" }, { connectTimeoutMs: 10 }, "option dialTimeout has to be at least"],
  [{ dialTimeout: "10m" }, { connectTimeoutMs: 120_000 }, "option dialTimeout has to be at most 120000 ms"],
  [{ readTimeout: "5" }, { readTimeoutMs: 10 }, "option readTimeout has to be at least"],
  [{ readTimeout: "720h" }, { readTimeoutMs: 120_000 }, "option readTimeout has to be at most"],
  [{ redisDB: "-5" }, { database: 0 }, "option redisDB is negative"],
  [{ ...cluster, redisDB: "1" }, { database: 0, topology: "cluster" }, "option redisDB has no effect with"],
  [{ redisType: "standalone" }, { topology: "single" }, "option redisType is neither node nor cluster"],
  [{ ...cluster, ...failover }, { topology: "sentinel" }, "option redisType has no effect with failover"],
  [{ enableTLS: "true", clientCert: "pem" }, { tls: { cert: undefined } }, "option clientKey is missing"],
  [{ enableTLS: "true", clientKey: "pem" }, { tls: { key: undefined } }, "option clientCert is missing"],
])("%j is accepted with a warning", (raw, expected, warning) => {
  const options = compileRedisOptions({ redisHost: "h:1", ...raw });
  expect(options).toMatchObject(expected as Expected);
  expect(options.warnings).toEqual([expect.stringContaining(warning)]);
});

it.each([
  [{ redisDB: "0x10" }, "redisDB"],
  [{ redisDB: "5.0" }, "redisDB"],
  [{ redisDB: " 5" }, "redisDB"],
  [{ redisPort: "70000" }, "redisPort"],
  [{ redisMaxRetries: "1_0" }, "redisMaxRetries"],
  [{ dialTimeout: "1d" }, "dialTimeout"],
  [{ readTimeout: "1 s" }, "readTimeout"],
  [{ idleTimeout: "3S" }, "idleTimeout"],
  [{ enableTLS: "maybe" }, "enableTLS"],
])("%j is rejected, as by daprd", (raw, name) => {
  expect(() => compileRedisOptions({ redisHost: "h", ...raw })).toThrow(`${name}: must be`);
});
