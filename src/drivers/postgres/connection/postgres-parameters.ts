// What a store's connections are made with: hosts, login and start-up parameters.
// As in libpq, an option or the connection string takes precedence over the
// environment, and that over a default.
import { homedir, userInfo } from "node:os";
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
  /** Where a password is looked up if none is given. Default: `.pgpass` in the home folder. */
  readonly passwordFile: string;
  /** Default: `pillion`. */
  readonly applicationName: string;
}

/** The parameters of a store's connections. */
export interface ConnectionParameters {
  readonly parameters: Parameters;
  readonly hosts: PostgresHosts;
  readonly login: PostgresLoginOptions;
  readonly other: OtherParameters;
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
    login: readLogin(parameters, report),
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

function readLogin(parameters: Parameters, report: ReportParameter): PostgresLoginOptions {
  const given = (name: string): string | undefined => parameters.get(name) || undefined;
  const user = given("user") ?? userOfProcess();
  if (user === undefined) report("user", "is missing, and the user of this process has no name");
  return {
    user: user ?? "",
    database: given("dbname") ?? user ?? "",
    password: given("password"),
    passwordFile: given("passfile") ?? join(homedir(), ".pgpass"),
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
