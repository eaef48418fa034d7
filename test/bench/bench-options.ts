// The command line of the bench. A wrong word is an error that names it, before
// anything is started.
import { parseArgs } from "node:util";
import type { Pace, Rival } from "./cases/bench-case.ts";

/** What was asked. */
export interface BenchOptions {
  readonly names: readonly string[];
  readonly pace: Pace;
  readonly list: boolean;
  readonly soak: boolean;
  readonly readme: boolean;
  readonly help: boolean;
  readonly plantedUs: number;
  readonly rival: Rival | undefined;
  readonly jsonFile: string | undefined;
  readonly htmlFile: string;
}

/** The text of `--help`. */
export const usageText = `npm run bench -- [OPTIONS]
npm run bench -- micro [codec|hpack|layers|drivers]

  --case NAME          only this case; may be given more than once
  --list               tell the cases and end
  --quick              2 pairs of short runs: within two minutes, indicative only
  --pairs N            pairs of each case (5)
  --seconds N          measured seconds of each run (3)
  --soak               ten minutes of load, for the growth of memory
  --against HOST:PORT  load over Dapr's API beside this sidecar, such as a daprd
  --pid N              its process
  --against-store NAME its state store (statestore)
  --against-url URL    what its store keeps its records in, for ours to use, too (a Redis of the bench)
  --planted-us N       plant a busy sleep of N µs per call in the sidecars under test
  --json FILE          write the results
  --html FILE          write the page with the plots (.cache/bench-report.html)
  --readme             write the table of README.md from test/bench/results.json and end
`;

function wholeNumber(name: string, text: string | undefined, fallback: number, min: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw new RangeError(`--${name}: must be a whole number of at least ${min}, not ${text}`);
}

interface RivalWords {
  readonly against?: string | undefined;
  readonly pid?: string | undefined;
  readonly "against-store"?: string | undefined;
  readonly "against-url"?: string | undefined;
}

function rivalOf(words: RivalWords): Rival | undefined {
  const { against, pid } = words;
  if (against === undefined && pid === undefined) return undefined;
  if (against === undefined || pid === undefined)
    throw new RangeError("--against and --pid have to be given together");
  if (!/^\S+:\d+$/.test(against)) throw new RangeError(`--against: must be HOST:PORT, not ${against}`);
  return {
    address: against,
    pid: wholeNumber("pid", pid, 0, 1),
    store: words["against-store"] ?? "statestore",
    storeUrl: words["against-url"],
  };
}

/** Reads the words of a command line. Throws RangeError or TypeError, naming the option at fault. */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      case: { type: "string", multiple: true },
      list: { type: "boolean" },
      quick: { type: "boolean" },
      pairs: { type: "string" },
      seconds: { type: "string" },
      soak: { type: "boolean" },
      against: { type: "string" },
      pid: { type: "string" },
      "against-store": { type: "string" },
      "against-url": { type: "string" },
      "planted-us": { type: "string" },
      json: { type: "string" },
      html: { type: "string" },
      readme: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const quick = values.quick ?? false;
  const measureMs =
    values.seconds === undefined && quick ? 400 : wholeNumber("seconds", values.seconds, 3, 1) * 1000;
  return {
    names: values.case ?? [],
    pace: {
      quick,
      measureMs,
      firstMs: quick ? 700 : 4000,
      warmUpMs: quick ? 150 : 1000,
      pairs: wholeNumber("pairs", values.pairs, quick ? 2 : 5, 1),
    },
    list: values.list ?? false,
    soak: values.soak ?? false,
    readme: values.readme ?? false,
    help: values.help ?? false,
    plantedUs: wholeNumber("planted-us", values["planted-us"], 0, 0),
    rival: rivalOf(values),
    jsonFile: values.json,
    htmlFile: values.html ?? ".cache/bench-report.html",
  };
}
