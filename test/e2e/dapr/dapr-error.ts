// The status of a failed call of the Dapr API, with all its details.
import type { ServiceError } from "@grpc/grpc-js";
import { rpc } from "@pillion/proto";

/** A failed call. */
export interface DaprErrorStatus {
  readonly code: number;
  readonly message: string;
  readonly reason: string | undefined;
  readonly domain: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  /** Type and name of the resource. */
  readonly resource: readonly [string, string] | undefined;
  readonly links: readonly string[];
}

const { ErrorInfo, BadRequest, ResourceInfo, Help, Status } = rpc.rpc;

/** The status with which a call fails. Fails the test if the call succeeds. */
export async function daprErrorOf(call: Promise<unknown>): Promise<DaprErrorStatus> {
  const error = await call.then(
    () => {
      throw new TypeError("expected the call to fail, but it succeeded");
    },
    (thrown: ServiceError) => thrown,
  );
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  const { details } = Status.decode(Buffer.from(bytes ?? ""));
  const find = (name: string) =>
    details.find(({ type_url }) => type_url === `type.googleapis.com/google.rpc.${name}`)?.value ?? undefined;
  const info = find("ErrorInfo");
  const resource = find("ResourceInfo");
  const { resourceType, resourceName } = ResourceInfo.decode(resource ?? new Uint8Array());
  const { reason, domain, metadata } = ErrorInfo.decode(info ?? new Uint8Array());
  return {
    code: error.code,
    message: error.details,
    reason: info === undefined ? undefined : reason,
    domain: info === undefined ? undefined : domain,
    metadata: { ...metadata },
    fields: BadRequest.decode(find("BadRequest") ?? new Uint8Array()).fieldViolations.map(
      ({ field }) => field ?? "",
    ),
    resource: resource === undefined ? undefined : [resourceType, resourceName],
    links: Help.decode(find("Help") ?? new Uint8Array()).links.map(({ url }) => url ?? ""),
  };
}
