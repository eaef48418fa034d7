// The names of a Postgres store's options, in any case: those of Dapr's component
// with their older forms, and a few additions. Pure.
import type { Violation } from "../../model/errors.ts";
import type { RawOptions } from "../../store/driver.ts";

/** Options under the names that messages show. */
export interface NamedOptions {
  readonly options: RawOptions;
  /** Names of options that are known and have no effect. */
  readonly withoutEffect: readonly string[];
  readonly violations: readonly Violation[];
}

// Every name with the one that it is an alias of, if it is one.
const canonicalNames: ReadonlyMap<string, string> = new Map(
  [
    ["url", "connectionString"],
    ["connectionString"],
    ["host"],
    ["hostaddr"],
    ["port"],
    ["database"],
    ["user"],
    ["password"],
    ["sslMode"],
    ["sslRootCert"],
    ["timeout"],
    ["timeoutInSeconds", "timeout"],
    ["layout"],
    ["tableName"],
    ["tablePrefix"],
    ["metadataTableName"],
    ["cleanupInterval"],
    ["cleanupIntervalInSeconds", "cleanupInterval"],
    ["cleanupRowsMax"],
    ["maxConns"],
    ["connectionMaxIdleTime"],
    ["queryExecMode"],
    ["pgbouncer"],
  ].map(([name, canonical]) => [name?.toLowerCase() ?? "", canonical ?? name ?? ""]),
);

// Logins other than user and password. Switched off, they are as if not given.
const unsupportedLogins: ReadonlySet<string> = new Set(["useazuread", "useawsiam"]);

// Without effect while those are off.
const loginDetails: ReadonlySet<string> = new Set(
  [
    "azureTenantId",
    "azureClientId",
    "azureClientSecret",
    "awsRegion",
    "region",
    "accessKey",
    "secretKey",
    "sessionToken",
    "assumeRoleArn",
    "sessionName",
    "awsAccessKey",
    "awsSecretKey",
    "awsSessionToken",
  ].map((name) => name.toLowerCase()),
);

const isYes = (value: unknown): boolean => /^(1|t|true|y|yes|on)$/i.test(String(value));

/** Raw options under their canonical names. Unknown names are kept as they are. */
export function nameOptions(raw: RawOptions): NamedOptions {
  const options: Record<string, unknown> = {};
  const withoutEffect: string[] = [];
  const violations: Violation[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const lower = name.toLowerCase();
    const canonical = canonicalNames.get(lower) ?? name;
    if (unsupportedLogins.has(lower)) {
      if (isYes(value))
        violations.push({
          path: [name],
          description: "is not supported: Pillion logs in to Postgres by password or client certificate only",
        });
    } else if (loginDetails.has(lower)) withoutEffect.push(name);
    else if (canonical in options) violations.push({ path: [name], description: "is given twice" });
    else options[canonical] = value;
  }
  return { options, withoutEffect, violations };
}
