// The scenarios of the soak as its Node clients run them; ../README.md describes the
// lines that they read and print.
import { createInterface } from "node:readline";

/** One scenario. */
export interface Scenario {
  readonly name: string;
  /** `host:port`. */
  readonly address: string;
  /** One reply; a stream of them; or a call that sends its request when the headers have arrived. */
  readonly kind: "unary" | "stream" | "headers";
  readonly path: string;
  readonly request: Buffer;
  readonly concurrency: number;
  readonly seconds: number;
  /** The last reply has at least this many bytes. */
  readonly replyBytes: number;
  readonly replies: number;
}

/** What a call received. */
export interface Received {
  replies: number;
  /** The size of the last reply, in bytes. */
  bytes: number;
}

/** Makes one call of a scenario. Rejects if it fails. */
export type MakeCall = (scenario: Scenario) => Promise<Received>;

/** The deadline of a call, in ms. */
export const timeoutMs = 300_000;

/** Runs the scenarios of standard input, one after the other. */
export async function runScenarios(call: MakeCall): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, address, kind, path, request, concurrency, seconds, replyBytes, replies] = line.split(" ");
    const scenario = {
      name,
      address,
      kind,
      path,
      request: Buffer.from(request ?? "", "hex"),
      concurrency: Number(concurrency),
      seconds: Number(seconds),
      replyBytes: Number(replyBytes),
      replies: Number(replies),
    } as Scenario;
    await runScenario(scenario, call);
  }
}

async function runScenario(scenario: Scenario, call: MakeCall): Promise<void> {
  const endMs = performance.now() + scenario.seconds * 1000;
  let calls = 0;
  let failed = 0;
  let first = "";
  const work = async (): Promise<void> => {
    while (performance.now() < endMs) {
      calls += 1;
      try {
        const { replies, bytes } = await call(scenario);
        if (replies !== scenario.replies || bytes < scenario.replyBytes)
          throw new TypeError(`${replies} replies, the last of ${bytes} bytes`);
      } catch (error) {
        failed += 1;
        first ||= String((error as Error).message).replaceAll("\n", " ");
      }
    }
  };
  await Promise.all(Array.from({ length: scenario.concurrency }, work));
  console.log(`${scenario.name} ${calls} ${failed} ${first}`);
}
