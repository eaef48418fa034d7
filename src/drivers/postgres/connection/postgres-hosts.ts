// The hosts of a store, in the order in which they are tried, and which of them
// suits: lists of hosts, addresses and ports as in libpq (PostgreSQL documentation,
// 34.1.1.3 "Specifying Multiple Hosts"). Pure.
import { placeOf } from "../../../driver-kit/tcp-connect.ts";
import type { Parameters } from "./postgres-connection-string.ts";

/** One host. */
export interface PostgresHost {
  /** A name or an address, which `verify-full` verifies; or the folder of a Unix socket. */
  readonly name: string;
  /** The address to connect to; undefined: those that the name resolves to. */
  readonly address: string | undefined;
  readonly port: number;
}

/** Which server suits, in libpq's words (PostgreSQL documentation, 34.1.2 "target_session_attrs"). */
export type TargetSession = "any" | "read-write" | "read-only" | "primary" | "standby" | "prefer-standby";

/** The checked options that choose a server. */
export interface PostgresHosts {
  /** At least one. */
  readonly hosts: readonly PostgresHost[];
  /** Default: `any`. */
  readonly targetSession: TargetSession;
  /** Whether hosts, and the addresses of each, are tried in random order. Default: false. */
  readonly balancesLoad: boolean;
}

/** Receives a description of a violation of a parameter. */
export type ReportParameter = (name: string, description: string) => void;

const targetSessions = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;
const portDefault = 5432;
const hostDefault = "localhost";

/** Whether a host is the folder of a Unix socket. */
export function isSocketFolder(name: string): boolean {
  return name.startsWith("/");
}

/** A host with its port, or the file of its Unix socket; for people. */
export function hostText({ name, address, port }: PostgresHost): string {
  if (isSocketFolder(name)) return socketFile(name, port);
  const place = placeOf(name, port);
  return address === undefined || address === name ? place : `${place} (${address})`;
}

/** The file of the Unix socket in a folder. */
export function socketFile(folder: string, port: number): string {
  return `${folder}/.s.PGSQL.${port}`;
}

/** Reads `host`, `hostaddr`, `port`, `target_session_attrs` and `load_balance_hosts`. */
export function readHosts(parameters: Parameters, report: ReportParameter): PostgresHosts {
  const target = parameters.get("target_session_attrs") || "any";
  const targetSession = targetSessions.find((known) => known === target);
  if (targetSession === undefined)
    report("target_session_attrs", `must be one of ${targetSessions.join(", ")}`);
  const balance = parameters.get("load_balance_hosts") || "disable";
  if (balance !== "disable" && balance !== "random")
    report("load_balance_hosts", "must be disable or random");
  return {
    hosts: hostsOf(parameters, report),
    targetSession: targetSession ?? "any",
    balancesLoad: balance === "random",
  };
}

function hostsOf(parameters: Parameters, report: ReportParameter): readonly PostgresHost[] {
  const list = (name: string): string[] => {
    const text = parameters.get(name) ?? "";
    return text === "" ? [] : text.split(",").map((part) => part.trim());
  };
  const [names, addresses, ports] = [list("host"), list("hostaddr"), list("port")];
  const count = Math.max(addresses.length, names.length, 1);
  if (names.length > 0 && addresses.length > 0 && names.length !== addresses.length)
    report(
      "hostaddr",
      `has ${addresses.length === 1 ? "1 address" : `${addresses.length} addresses`} for ${countText(names.length)}`,
    );
  if (ports.length > 1 && ports.length !== count)
    report(
      "port",
      `has ${ports.length} ports for ${countText(count)}; give one for each host, or one for all`,
    );
  if (ports.some((port) => port !== "" && !isPort(port)))
    report("port", "must be a whole number from 1 to 65535, or a list of such numbers with commas");
  return Array.from({ length: count }, (_, index) => {
    const address = addresses[index] || undefined;
    const port = Number((ports.length === 1 ? ports[0] : ports[index]) || portDefault);
    return { name: names[index] || address || hostDefault, address, port };
  });
}

function countText(hosts: number): string {
  return hosts === 1 ? "1 host" : `${hosts} hosts`;
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
