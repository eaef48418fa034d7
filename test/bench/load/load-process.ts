// The load process: opens one target and handles requests one at a time, until it receives `close` or its parent process
// exits.
import { openCaller } from "./caller.ts";
import type { LoadReply, LoadRequest } from "./load-plan.ts";
import { LoadRun } from "./load-run.ts";
import { operationOf, type TargetCaller } from "./operation.ts";

let caller: TargetCaller | undefined;

function opened(): TargetCaller {
  if (caller === undefined) throw new Error("no target is open");
  return caller;
}

async function handle(request: LoadRequest): Promise<LoadReply> {
  switch (request.type) {
    case "open":
      caller = await openCaller(request.target);
      return { type: "done" };
    case "fill":
      await opened().fill(request.keys);
      return { type: "done" };
    case "run": {
      const operation = operationOf(opened(), request.plan);
      return { type: "done", result: await new LoadRun(request.plan, operation).result() };
    }
    case "close":
      await caller?.close();
      return { type: "done" };
  }
}

async function reply(request: LoadRequest): Promise<void> {
  const message = await handle(request).catch(
    (cause: unknown): LoadReply => ({
      type: "failed",
      message: cause instanceof Error ? cause.message : String(cause),
    }),
  );
  process.send?.(message, () => {
    if (request.type === "close") process.exit(0);
  });
}

process.on("message", (request: LoadRequest) => void reply(request));
process.on("disconnect", () => process.exit(1));
