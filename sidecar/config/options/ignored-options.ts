// Options of daprd that have no effect here, because they concern parts of Dapr that Pillion does not have. Each is accepted
// and ignored with one warning, so that a command line for daprd starts Pillion unchanged.

const apps = "Pillion does not call the application";
const mesh = "Pillion has no control plane";
const actors = "Pillion has no actors";

/** Flags that need no value. */
const booleanFlags: ReadonlySet<string> = new Set([
  "app-ssl",
  "enable-app-health-check",
  "enable-mtls",
  "enable-profiling",
  "disable-builtin-k8s-secret-store",
]);

const reasons: Readonly<Record<string, string>> = {
  "app-port": apps,
  "app-protocol": apps,
  "app-channel-address": apps,
  "app-max-concurrency": apps,
  "app-ssl": apps,
  "app-binding-options-timeout": apps,
  "enable-app-health-check": apps,
  "enable-mtls": mesh,
  "placement-host-address": actors,
  "reminders-service": actors,
  "disable-init-endpoints": "the health check covers every endpoint",
  "hot-reload-reconcile-interval": "files are not reloaded while the process runs",
  "dapr-internal-grpc-port": "sidecars do not call each other",
  "dapr-internal-grpc-listen-address": "sidecars do not call each other",
  "log-file": "the log goes to standard error",
  "allowed-origins": "browsers cannot call this API",
  "profile-port": "Pillion has no profiling port",
  "enable-profiling": "Pillion has no profiling port",
  "disable-builtin-k8s-secret-store": "Pillion has no built-in secret store",
};

const families: readonly (readonly [prefix: string, reason: string])[] = [
  ["app-health-", apps],
  ["control-plane-", mesh],
  ["sentry-", mesh],
  ["scheduler-", actors],
  ["actors-", actors],
];

/** An option that is ignored. */
export interface IgnoredOption {
  /** True if the flag needs no value. */
  readonly boolean: boolean;
  /** Why it has no effect, as the end of a sentence. */
  readonly reason: string;
}

/** The ignored option of this name, or undefined. */
export function findIgnored(name: string): IgnoredOption | undefined {
  const own = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  const reason = own ?? families.find(([prefix]) => name.startsWith(prefix))?.[1];
  return reason === undefined ? undefined : { boolean: booleanFlags.has(name), reason };
}
