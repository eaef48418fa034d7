// The names of a Postgres store's options, in any case: those of Dapr's component
// with their older forms, and a few additions. Pure.
import { parseFlag } from "../../driver-kit/option-reader.ts";
import type { Violation } from "../../model/errors.ts";
import type { RawOptions } from "../../store/driver.ts";

/** Options under the names that messages show. */
export interface NamedOptions {
  readonly options: RawOptions;
  /** Names of options that are known and have no effect. */
  readonly withoutEffect: readonly string[];
  readonly violations: readonly Violation[];
  /** Names of options that are not used, each with the name that is used instead: both mean the same. */
  readonly ignored: readonly (readonly [string, string])[];
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

/**
 * Raw options under their canonical names. Unknown names are kept as they are. As in Dapr, an empty text is no value, and a
 * name counts before its older form.
 */
export function nameOptions(raw: RawOptions): NamedOptions {
  const options: Record<string, unknown> = {};
  const withoutEffect: string[] = [];
  const violations: Violation[] = [];
  const ignored: [string, string][] = [];
  const given = new Map(Object.keys(raw).map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of Object.entries(raw)) {
    const lower = name.toLowerCase();
    const canonical = canonicalNames.get(lower) ?? name;
    if (unsupportedLogins.has(lower)) {
      // As in Dapr, anything else is no.
      if (parseFlag(value) === true)
        violations.push({
          path: [name],
          description: "is not supported: Pillion logs in to Postgres by password or client certificate only",
        });
    } else if (loginDetails.has(lower)) withoutEffect.push(name);
    else if (value === "" && canonicalNames.has(lower)) continue;
    else if (lower !== canonical.toLowerCase() && given.has(canonical.toLowerCase()))
      ignored.push([name, given.get(canonical.toLowerCase()) ?? canonical]);
    else if (canonical in options) violations.push({ path: [name], description: "is given twice" });
    else options[canonical] = value;
  }
  return { options, withoutEffect, violations, ignored };
}
