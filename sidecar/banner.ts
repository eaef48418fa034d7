// The text printed at start: where the process listens, where the data is, and
// commands to try. Each command works as it is printed.
import type { CheckedStore, Config } from "./config/index.ts";
import { version } from "./version.ts";

/** Where a running process listens. */
export interface Served {
  /** `127.0.0.1:50001`, `unix:/path`. */
  readonly grpc: readonly string[];
  readonly http: readonly string[];
  readonly publicHttp: readonly string[];
  readonly metrics: readonly string[];
}

/** Quotes a text for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The address to connect to for an address that is listened on. */
function reachable(address: string): string {
  return address.replace(/^0\.0\.0\.0:/, "127.0.0.1:").replace(/^\[::\]:/, "[::1]:");
}

function socketOf(address: string): string | undefined {
  return address.startsWith("unix:") ? address.slice("unix:".length) : undefined;
}

function grpcurlLine(
  address: string,
  config: Config,
  method: string,
  request: Record<string, string>,
): string {
  const token = config.grpc.apiToken === undefined ? "" : ` -H "dapr-api-token: $DAPR_API_TOKEN"`;
  const [first, ...others] = config.stores;
  const store = others.length > 0 && first !== undefined ? { store: first.name } : {};
  const body = JSON.stringify({ ...store, ...request });
  const socket = socketOf(address);
  const target = socket === undefined ? reachable(address) : quoted(`unix://${socket}`);
  return `grpcurl -plaintext${token} -d '${body}' ${target} statestore.v1.StateStore/${method}`;
}

function curlLine(address: string): string {
  const socket = socketOf(address);
  if (socket === undefined) return `curl http://${reachable(address)}/readyz`;
  return `curl --unix-socket ${quoted(socket)} http://localhost/readyz`;
}

/** Commands to try: three, or only the one that works without a store. The value is "world" in base64, which JSON needs for bytes. */
function linesToTry(served: Served, config: Config): readonly string[] {
  const [grpc] = served.grpc;
  const [http] = served.http;
  return [
    ...(grpc === undefined || config.stores.length === 0
      ? []
      : [
          grpcurlLine(grpc, config, "Set", { key: "hello", value: "d29ybGQ=" }),
          grpcurlLine(grpc, config, "Get", { key: "hello" }),
        ]),
    ...(http === undefined ? [] : [curlLine(http)]),
  ];
}

/** A store and where it keeps its data, without secrets. */
function storeText(store: CheckedStore): string {
  return `${store.name}: ${store.driver}${store.place === undefined ? "" : `, in ${store.place}`}`;
}

function rows(served: Served, config: Config, stores: readonly CheckedStore[]): string {
  const all: readonly (readonly [string, string])[] = [
    ["app", config.appId],
    ["gRPC", `${served.grpc.join(", ")} (${config.grpc.transport})`],
    ["HTTP", `${served.http.join(", ")} (/healthz, /readyz${config.metrics.enabled ? ", /metrics" : ""})`],
    ...served.publicHttp.map((address) => ["probes", `${address} (/healthz, /readyz)`] as const),
    ...served.metrics.map((address) => ["metrics", `${address} (/metrics)`] as const),
    ...stores.map((store) => ["store", storeText(store)] as const),
    ...(stores.length === 0 ? ([["store", "none: every call of the state API fails"]] as const) : []),
  ];
  return all.map(([name, text]) => `  ${name.padEnd(8)}${text}\n`).join("");
}

/** Printed once the process serves. */
export function startText(served: Served, config: Config, stores: readonly CheckedStore[]): string {
  const tries = linesToTry(served, config).map((line) => `  ${line}\n`);
  return `Pillion ${version} is running.\n${rows(served, config, stores)}Try:\n${tries.join("")}`;
}

function addressesOf({ hosts, port, socketPath }: Config["http"]): string[] {
  if (socketPath !== undefined) return [`unix:${socketPath}`];
  return hosts.map((host) => `${host.includes(":") ? `[${host}]` : host}:${port}`);
}

/** What a configuration would serve; printed by `check`. */
export function checkText(config: Config, stores: readonly CheckedStore[]): string {
  const { grpc, http, publicHttp, metrics } = config;
  const served: Served = {
    grpc: addressesOf({ ...grpc, headerBytesMax: 0, connectionsMax: undefined }),
    http: addressesOf(http),
    publicHttp: publicHttp === undefined ? [] : addressesOf(publicHttp),
    metrics: metrics.http === undefined ? [] : addressesOf(metrics.http),
  };
  return `The configuration is valid. This would be served:\n${rows(served, config, stores)}`;
}
