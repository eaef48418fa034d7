// Dapr's lists of allowed and denied APIs. A denied API is closed; if any API is
// allowed for a protocol, all others are closed for it.

/** The parts of Dapr's API that Pillion serves, as Dapr groups them. */
export type ApiGroup = "state" | "metadata" | "secrets" | "shutdown";

/** The protocol of a request. */
export type ApiProtocol = "grpc" | "http";

/** One entry of a list. */
export interface ApiRule {
  readonly name: string;
  /** Such as `v1`, or `v1.0` as in paths. */
  readonly version: string;
  /** Undefined: both. */
  readonly protocol?: ApiProtocol | undefined;
}

/** The lists. */
export interface ApiAccess {
  readonly allowed: readonly ApiRule[];
  readonly denied: readonly ApiRule[];
}

/** No API is closed. */
export const openAccess: ApiAccess = { allowed: [], denied: [] };

const plainVersion = (version: string) => version.replace(/^v1\.0(-|$)/, "v1").toLowerCase();

/** Whether a part of the API is open. `version` is `v1` or `v1alpha1`. */
export function isOpen(access: ApiAccess, group: ApiGroup, version: string, protocol: ApiProtocol): boolean {
  const matches = (rule: ApiRule) =>
    rule.name.toLowerCase() === group &&
    plainVersion(rule.version) === version &&
    (rule.protocol ?? protocol) === protocol;
  if (access.denied.some(matches)) return false;
  const ofProtocol = access.allowed.filter((rule) => (rule.protocol ?? protocol) === protocol);
  return ofProtocol.length === 0 || ofProtocol.some(matches);
}
