// The benchmark's command line. A wrong argument is an error that names it, before anything is started.
import { parseArgs } from "node:util";
import type { AgainstOptions, Pace } from "./cases/bench-case.ts";
import { soakMinutesJudged } from "./cases/soak.ts";

/** The parsed command line. */
export interface BenchOptions {
  readonly names: readonly string[];
  readonly pace: Pace;
  readonly list: boolean;
  readonly soak: boolean;
  readonly soakMinutes: number;
  /** Two result files to compare; no case is run. */
  readonly compared: readonly [string, string] | undefined;
  readonly docs: boolean;
  readonly help: boolean;
  readonly plantedUs: number;
  readonly against: AgainstOptions | undefined;
  /** Path of the daprd to start. */
  readonly daprd: string | undefined;
  readonly jsonFile: string | undefined;
  readonly htmlFile: string;
}

/** The text of `--help`. */
export const usageText = `npm run bench -- [OPTIONS]
npm run bench -- micro [codec|hpack|layers|drivers]

  --case NAME          run only this case; may be repeated
  --list               print the names and titles of all cases
  --quick              2 pairs of short runs: within two minutes, indicative only
  --pairs N            number of pairs per case (5)
  --seconds N          measured seconds per run (2)
  --daprd PROGRAM      start this daprd and compare with it
  --soak               measure the growth of memory in ten minutes of load
  --soak-minutes N     the same in N minutes; fewer than ten are indicative
  --against HOST:PORT  compare with this running sidecar, such as a daprd, through Dapr's API
  --pid N              process id of that sidecar
  --against-store NAME its state store (statestore)
  --against-url URL    URL of its store's server, for our sidecar to use, too (a Redis that the benchmark starts)
  --planted-us N       plant a busy wait of N µs per call in the sidecars under test
  --json FILE          write the results as JSON
  --html FILE          write the page with the plots (.cache/bench-report.html)
  --compare A B        check whether the results in two files agree; exit code 1 if they do not
  --docs               write the tables of README.md and docs/benchmarks.md from test/bench/results.json
`;

function wholeNumber(name: string, text: string | undefined, fallback: number, min: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw new RangeError(`--${name}: must be an integer of at least ${min}, not ${text}`);
}

interface AgainstFlags {
  readonly against?: string | undefined;
  readonly pid?: string | undefined;
  readonly "against-store"?: string | undefined;
  readonly "against-url"?: string | undefined;
}

function againstOptionsOf(words: AgainstFlags): AgainstOptions | undefined {
  const { against, pid } = words;
  if (against === undefined && pid === undefined) return undefined;
  if (against === undefined || pid === undefined)
    throw new RangeError("--against and --pid must be given together");
  if (!/^\S+:\d+$/.test(against)) throw new RangeError(`--against: must be HOST:PORT, not ${against}`);
  return {
    address: against,
    pid: wholeNumber("pid", pid, 0, 1),
    store: words["against-store"] ?? "statestore",
    storeUrl: words["against-url"],
  };
}

function comparedFiles(isCompared: boolean | undefined, files: readonly string[]): BenchOptions["compared"] {
  const [first, second, ...others] = files;
  if (isCompared !== true && first !== undefined) throw new TypeError(`unexpected argument ${first}`);
  if (isCompared !== true) return undefined;
  if (first === undefined || second === undefined || others.length > 0)
    throw new RangeError(`--compare: needs two result files, not ${files.length}`);
  return [first, second];
}

/** Parses a command line. Throws RangeError or TypeError, naming the wrong option. */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      case: { type: "string", multiple: true },
      list: { type: "boolean" },
      quick: { type: "boolean" },
      pairs: { type: "string" },
      seconds: { type: "string" },
      soak: { type: "boolean" },
      "soak-minutes": { type: "string" },
      daprd: { type: "string" },
      compare: { type: "boolean" },
      against: { type: "string" },
      pid: { type: "string" },
      "against-store": { type: "string" },
      "against-url": { type: "string" },
      "planted-us": { type: "string" },
      json: { type: "string" },
      html: { type: "string" },
      docs: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const quick = values.quick ?? false;
  const measureMs =
    values.seconds === undefined && quick ? 350 : wholeNumber("seconds", values.seconds, 2, 1) * 1000;
  return {
    names: values.case ?? [],
    pace: {
      quick,
      measureMs,
      firstMs: quick ? 500 : 3000,
      warmUpMs: quick ? 100 : 500,
      pairs: wholeNumber("pairs", values.pairs, quick ? 2 : 5, 1),
    },
    list: values.list ?? false,
    soak: values.soak ?? values["soak-minutes"] !== undefined,
    soakMinutes: wholeNumber("soak-minutes", values["soak-minutes"], soakMinutesJudged, 1),
    compared: comparedFiles(values.compare, positionals),
    docs: values.docs ?? false,
    help: values.help ?? false,
    plantedUs: wholeNumber("planted-us", values["planted-us"], 0, 0),
    against: againstOptionsOf(values),
    daprd: values.daprd,
    jsonFile: values.json,
    htmlFile: values.html ?? ".cache/bench-report.html",
  };
}
