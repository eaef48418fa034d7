// libpq's environment variables (PostgreSQL documentation, 34.15 "Environment
// Variables"): each sets the parameter that it stands for, unless the connection
// string or an option does. One that is not supported and changes which server is
// reached, or how securely, is rejected. Pure.
import type { DriverEnvironment } from "../../../store/driver.ts";
import type { Parameters } from "./postgres-connection-string.ts";
import type { ReportParameter } from "./postgres-hosts.ts";

// Parameters that are read from the connection string, too.
const parameterOf: Readonly<Record<string, string>> = {
  PGHOST: "host",
  PGHOSTADDR: "hostaddr",
  PGPORT: "port",
  PGDATABASE: "dbname",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGPASSFILE: "passfile",
  PGOPTIONS: "options",
  PGAPPNAME: "application_name",
  PGCONNECT_TIMEOUT: "connect_timeout",
  PGTARGETSESSIONATTRS: "target_session_attrs",
  PGLOADBALANCEHOSTS: "load_balance_hosts",
  PGSSLMODE: "sslmode",
  PGSSLROOTCERT: "sslrootcert",
  PGSSLCERT: "sslcert",
  PGSSLKEY: "sslkey",
  PGSSLSNI: "sslsni",
  PGSSLMINPROTOCOLVERSION: "ssl_min_protocol_version",
  PGSSLMAXPROTOCOLVERSION: "ssl_max_protocol_version",
};

// Nothing that this driver does depends on them.
const unused = [
  "PGCLIENTENCODING",
  "PGDATESTYLE",
  "PGTZ",
  "PGGEQO",
  "PGKRBSRVNAME",
  "PGGSSLIB",
  "PGGSSDELEGATION",
  "PGSSLCOMPRESSION",
  "PGSSLKEYLOGFILE",
];

// Not supported. The values are those with which the variable needs nothing that is missing.
const rejected: Readonly<Record<string, readonly string[]>> = {
  PGSERVICE: [],
  PGREQUIREAUTH: [],
  PGREQUIREPEER: [],
  PGREQUIRESSL: ["0"],
  PGSSLCRL: [],
  PGSSLCRLDIR: [],
  PGSSLCERTMODE: ["allow"],
  PGSSLNEGOTIATION: ["postgres"],
  PGCHANNELBINDING: ["disable", "prefer"],
  PGGSSENCMODE: ["disable", "prefer"],
  PGMINPROTOCOLVERSION: ["3.0"],
  PGMAXPROTOCOLVERSION: ["3.0", "3.2", "latest"],
};

/** What the environment sets. */
export interface EnvironmentParameters {
  readonly parameters: Parameters;
  /** The variable of each parameter. */
  readonly variables: Parameters;
  /** Variables that have no effect. */
  readonly withoutEffect: readonly string[];
}

/** The parameters that the environment sets; an empty variable is as if not set. Reports each variable that is rejected. */
export function environmentParameters(
  environment: DriverEnvironment,
  report: ReportParameter,
): EnvironmentParameters {
  const parameters = new Map<string, string>();
  const variables = new Map<string, string>();
  for (const [variable, name] of Object.entries(parameterOf)) {
    const value = environment[variable];
    if (!value) continue;
    parameters.set(name, value);
    variables.set(name, variable);
  }
  for (const [variable, values] of Object.entries(rejected)) {
    const value = environment[variable];
    if (value && !values.includes(value))
      report(variable, "is set in the environment and not supported; unset it");
  }
  return { parameters, variables, withoutEffect: unused.filter((variable) => environment[variable]) };
}
