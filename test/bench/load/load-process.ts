// The load process: opens one target and does what it is asked, one thing after
// another, until it is told to close or whoever started it has gone.
import { openCaller } from "./caller.ts";
import type { LoadAnswer, LoadQuestion } from "./load-plan.ts";
import { LoadRun } from "./load-run.ts";
import { operationOf, type TargetCaller } from "./operation.ts";

let caller: TargetCaller | undefined;

function opened(): TargetCaller {
  if (caller === undefined) throw new Error("no target was opened");
  return caller;
}

async function answer(question: LoadQuestion): Promise<LoadAnswer> {
  switch (question.type) {
    case "open":
      caller = await openCaller(question.target);
      return { type: "done" };
    case "fill":
      await opened().fill(question.keys);
      return { type: "done" };
    case "run": {
      const operation = operationOf(opened(), question.plan);
      return { type: "done", result: await new LoadRun(question.plan, operation).result() };
    }
    case "close":
      await caller?.close();
      return { type: "done" };
  }
}

async function reply(question: LoadQuestion): Promise<void> {
  const said = await answer(question).catch(
    (cause: unknown): LoadAnswer => ({
      type: "failed",
      message: cause instanceof Error ? cause.message : String(cause),
    }),
  );
  process.send?.(said, () => {
    if (question.type === "close") process.exit(0);
  });
}

process.on("message", (question: LoadQuestion) => void reply(question));
process.on("disconnect", () => process.exit(1));
