// The service grpc.health.v1.Health (grpc/grpc doc/health-checking.md), read from the
// directory of stores. Known services: "" (the process as a whole), the two of
// statestore.v1, and each store by its name. A store's name returns the health of that
// store; "" and StateStore return the readiness of the process, by the directory's rule.
// Nothing is SERVING while the process drains.
import { HealthMethods, health } from "@pillion/proto";
import { RpcError, statusCode } from "@pillion/wire";
import { type CallContext, type Operation, operation } from "../rpc/index.ts";
import { isReady, type StoreDirectory } from "../stores/index.ts";

const { ServingStatus } = health.health.v1.HealthCheckResponse;

type Status = (typeof ServingStatus)[keyof typeof ServingStatus];

// health.proto has no idempotency_level, and nothing here changes a store.
const reads = { effect: "read", isHealth: true } as const;

/** Every method of the service. */
export function healthOperations(stores: StoreDirectory): readonly Operation[] {
  return [
    operation(
      HealthMethods.check,
      ({ service }) => {
        const status = statusOf(stores, service);
        if (status !== undefined) return { status };
        const known = serviceNames(stores).filter((name) => name !== "");
        throw new RpcError(
          statusCode.notFound,
          `service: is unknown; the services are: "", ${known.join(", ")}`,
        );
      },
      reads,
    ),
    operation(
      HealthMethods.list,
      () => ({
        statuses: Object.fromEntries(
          serviceNames(stores).map((name) => [
            name,
            { status: statusOf(stores, name) ?? ServingStatus.UNKNOWN },
          ]),
        ),
      }),
      reads,
    ),
    operation(HealthMethods.watch, ({ service }, call) => watch(stores, service, call), reads),
  ];
}

const stateService = "statestore.v1.StateStore";
const storesService = "statestore.v1.Stores";

function serviceNames(stores: StoreDirectory): string[] {
  return [...new Set(["", stateService, storesService, ...stores.stores.map(({ name }) => name)])];
}

function statusOf(stores: StoreDirectory, service: string): Status | undefined {
  const serving = servingOf(stores, service);
  if (serving === undefined) return undefined;
  return serving && !stores.draining ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
}

function servingOf(stores: StoreDirectory, service: string): boolean | undefined {
  if (service === "" || service === stateService) return isReady(stores);
  if (service === storesService) return true;
  return stores.get(service)?.health.serving;
}

// Sends the status at once and then each change, until the client cancels or the process
// drains. A drain ends the stream, so that it does not delay the shutdown.
async function* watch(stores: StoreDirectory, service: string, { signal }: CallContext) {
  let wake = () => {};
  let changed = true;
  const onChange = () => {
    changed = true;
    wake();
  };
  const unsubscribe = stores.subscribe(onChange);
  signal.addEventListener("abort", onChange);
  let sent: Status | undefined;
  try {
    while (!signal.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      const status = statusOf(stores, service) ?? ServingStatus.SERVICE_UNKNOWN;
      if (status !== sent) yield { status };
      sent = status;
      if (stores.draining) throw new RpcError(statusCode.unavailable, "the process is shutting down");
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", onChange);
  }
}
