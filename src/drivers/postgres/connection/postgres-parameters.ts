// What a store's connections are made with: hosts, login and start-up parameters.
// As in libpq, an option or the connection string takes precedence over the
// environment, and that over a default.
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { OptionReader } from "../../../driver-kit/option-reader.ts";
import type { DriverEnvironment } from "../../../store/driver.ts";
import {
  type OtherParameters,
  otherParameters,
  type Parameters,
  readConnectionString,
} from "./postgres-connection-string.ts";
import { environmentParameters } from "./postgres-environment.ts";
import { type PostgresHosts, type ReportParameter, readHosts } from "./postgres-hosts.ts";

/** The checked options of the login, and what is sent with it. */
export interface PostgresLoginOptions {
  /** Default: the user of this process. */
  readonly user: string;
  /** Default: the name of the user. */
  readonly database: string;
  readonly password: string | undefined;
  /** Where a password is looked up if none is given. Default: `.pgpass` in the home folder, if there is one. */
  readonly passwordFile: string | undefined;
  /** Default: `pillion`. */
  readonly applicationName: string;
}

/** The files for TLS in the folder `.postgresql` of the home folder, where they exist, by the names of their parameters. */
export type HomeFiles = Parameters;

/** The parameters of a store's connections. */
export interface ConnectionParameters {
  readonly parameters: Parameters;
  readonly hosts: PostgresHosts;
  readonly login: PostgresLoginOptions;
  readonly other: OtherParameters;
  readonly homeFiles: HomeFiles;
  /** Reports a violation of a parameter where it is given: an option, the connection string or the environment. */
  readonly report: ReportParameter;
}

/** Reads the options of connections. Violations are added to the reader. */
export function readConnectionParameters(
  reader: OptionReader,
  environment: DriverEnvironment,
): ConnectionParameters {
  const reportString = (description: string): void => reader.violation("connectionString", description);
  const fromString = readConnectionString(reader.text("connectionString", ""), reportString);
  const fromEnvironment = environmentParameters(environment, (variable, description) =>
    reader.violation(variable, description),
  );
  const fromOptions = readOptions(reader);
  const given = new Map([...fromString].filter(([, value]) => value !== ""));
  // An address belongs to its host.
  if (fromOptions.has("host")) given.delete("hostaddr");
  const parameters = new Map([...fromEnvironment.parameters, ...given, ...fromOptions]);
  const report: ReportParameter = (name, description) => {
    const variable = fromEnvironment.variables.get(name);
    if (fromOptions.has(name)) reader.violation(optionOf(name), description);
    else if (given.has(name) || variable === undefined) reportString(`${name}: ${description}`);
    else reader.violation(variable, description);
  };
  const { serverOptions, withoutEffect } = otherParameters(parameters, reportString);
  return {
    parameters,
    hosts: readHosts(parameters, report),
    login: readLogin(parameters, environment.HOME, report),
    homeFiles: readHomeFiles(environment.HOME),
    other: { serverOptions, withoutEffect: [...withoutEffect, ...fromEnvironment.withoutEffect] },
    report,
  };
}

const optionNames = ["host", "hostaddr", "port", "database", "user", "password"];
const parameterOf = (option: string): string => (option === "database" ? "dbname" : option);
const optionOf = (parameter: string): string => (parameter === "dbname" ? "database" : parameter);

function readOptions(reader: OptionReader): Parameters {
  const found = new Map<string, string>();
  for (const name of optionNames) {
    const raw = reader.raw(name);
    if (raw === undefined || raw === "") continue;
    if (typeof raw === "string" || (name === "port" && typeof raw === "number"))
      found.set(parameterOf(name), String(raw));
    else reader.violation(name, "must be text");
  }
  return found;
}

// As in libpq; a certificate counts only together with its key.
function readHomeFiles(home: string | undefined): HomeFiles {
  const file = (name: string): string => join(home ?? "", ".postgresql", name);
  const found = new Map<string, string>();
  if (!home) return found;
  if (existsSync(file("root.crt"))) found.set("sslrootcert", file("root.crt"));
  if (existsSync(file("postgresql.crt")) && existsSync(file("postgresql.key")))
    found.set("sslcert", file("postgresql.crt")).set("sslkey", file("postgresql.key"));
  return found;
}

function readLogin(
  parameters: Parameters,
  home: string | undefined,
  report: ReportParameter,
): PostgresLoginOptions {
  const given = (name: string): string | undefined => parameters.get(name) || undefined;
  const user = given("user") ?? userOfProcess();
  if (user === undefined) report("user", "is missing, and the user of this process has no name");
  return {
    user: user ?? "",
    database: given("dbname") ?? user ?? "",
    password: given("password"),
    passwordFile: given("passfile") ?? (home ? join(home, ".pgpass") : undefined),
    applicationName: given("application_name") ?? given("fallback_application_name") ?? "pillion",
  };
}

function userOfProcess(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
