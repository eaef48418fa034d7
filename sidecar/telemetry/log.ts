// The log: one JSON object or one line of text per message, on standard error. Everything logged is sanitized
// here: bytes become their count, secrets a fixed word, long text is truncated, and an
// error becomes its message and its causes, without fields that a library added. Stacks
// are logged only at the levels that report bugs, not at info and warn, which report
// outages and the like. A slow reader of the log loses lines; calls are not delayed.
import pino from "pino";
import { LineSink } from "./line-sink.ts";
import { textLine } from "./text-line.ts";

/** Named facts with a message. No values of records, no secrets. */
export type LogDetail = Readonly<Record<string, unknown>>;

/** Writes at one level. `cause` is an error, for the operator. */
export type Write = (message: string, detail?: LogDetail, cause?: unknown) => void;

/** A log. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** The number of lines dropped because the reader was too slow or closed. */
  readonly droppedLines: number;
  /** Resolves when every line has been written, or after half a second. */
  flush(): Promise<void>;
}

/** The options of a log. */
export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "fatal";
  /** A file descriptor. Default: 2, standard error. */
  readonly descriptor?: number;
  /** Default: `json`. */
  readonly format?: "json" | "text";
  /** Added to every line. */
  readonly fields?: LogDetail;
}

const textCharactersMax = 2048;
const depthMax = 4;
const entriesMax = 50;
const flushMsMax = 500;
const standardError = 2;
const stackless: ReadonlySet<string> = new Set(["info", "warn"]);

function cut(text: string): string {
  return text.length > textCharactersMax ? `${text.slice(0, textCharactersMax)}…` : text;
}

function safeError(error: Error, depth: number): LogDetail {
  const code = "code" in error && typeof error.code !== "object" ? error.code : undefined;
  return {
    type: error.name,
    message: cut(error.message),
    ...(code !== undefined && { code }),
    ...(depth === 0 && error.stack !== undefined && { stack: cut(error.stack) }),
    ...(error.cause !== undefined && { cause: safe(error.cause, depth + 1) }),
  };
}

function safe(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cut(value);
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return depth > depthMax ? value.name : safeError(value, depth);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if ("toJSON" in value && typeof value.toJSON === "function") return safe(value.toJSON(), depth + 1);
  if (depth >= depthMax) return "[…]";
  if (Array.isArray(value)) return value.slice(0, entriesMax).map((each) => safe(each, depth + 1));
  const entries = Object.entries(value).slice(0, entriesMax);
  return Object.fromEntries(entries.map(([name, each]) => [name, safe(each, depth + 1)]));
}

/** Opens a log. */
export function createLog(options: LogOptions): Log {
  const sink = new LineSink(options.descriptor ?? standardError);
  const logger = pino(
    {
      level: options.level,
      base: options.fields ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: "message",
      formatters: { level: (label) => ({ level: label }) },
    },
    options.format === "text" ? { write: (line: string) => sink.write(textLine(line)) } : sink,
  );
  const shown = (level: pino.Level, value: unknown): unknown => {
    if (!(value instanceof Error) || !stackless.has(level)) return safe(value, 0);
    const { stack: _, ...rest } = safeError(value, 0);
    return rest;
  };
  const writer =
    (level: pino.Level): Write =>
    (message, detail, cause) => {
      if (!logger.isLevelEnabled(level)) return;
      const fields = { ...detail, ...(cause !== undefined && { cause }) };
      logger[level](
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(level, value)])),
        message,
      );
    };
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
    fatal: writer("fatal"),
    get droppedLines() {
      return sink.droppedLines;
    },
    flush: () => sink.flush(flushMsMax),
  };
}
