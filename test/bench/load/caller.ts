// Opens a target. Each client library is loaded only when it is used, so that it costs the other load processes nothing.
import type { Target } from "./load-plan.ts";
import type { TargetCaller } from "./operation.ts";

/** Opens a target; rejects if it cannot be reached. */
export async function openCaller(target: Target): Promise<TargetCaller> {
  switch (target.type) {
    case "client":
      return (await import("./client-caller.ts")).openClient(target);
    case "dapr":
      return (await import("./dapr-caller.ts")).openDapr(target);
    case "dapr-sdk":
      return (await import("./dapr-sdk-caller.ts")).openDaprSdk(target);
    case "redis":
      return (await import("./redis-caller.ts")).openRedis(target);
    case "postgres":
      return (await import("./postgres-caller.ts")).openPostgres(target);
    case "file":
      return (await import("./file-caller.ts")).openFile(target);
  }
}
