// Checks the options of a driver: each is read by name and every violation is
// collected, unknown names among them, so that one error at start reports all of
// them. Options come from files, flags and URLs, so numbers and booleans may be
// strings. Messages contain option names and limits, never values.
import { type Violation, violationError } from "../model/errors.ts";
import type { RawOptions } from "../store/driver.ts";

const yes: ReadonlySet<string> = new Set(["true", "t", "yes", "y", "on", "1"]);
const no: ReadonlySet<string> = new Set(["false", "f", "no", "n", "off", "0"]);

/** A boolean as operators write it, in any case, as in Dapr's files; undefined if it is none. */
export function parseFlag(raw: unknown): boolean | undefined {
  const word = String(raw).trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** Inclusive bounds of a number. */
export interface IntegerBounds {
  readonly min: number;
  readonly max: number;
}

/** Reads raw options by name, and collects their violations. */
export class OptionReader {
  readonly #raw: RawOptions;
  readonly #violations: Violation[] = [];
  readonly #warnings: string[] = [];
  readonly #known = new Set<string>();

  constructor(raw: RawOptions) {
    this.#raw = raw;
  }

  /** A whole number within bounds; the default if it is not given. */
  integer(name: string, byDefault: number, { min, max }: IntegerBounds): number {
    const raw = this.#take(name);
    if (raw === undefined) return byDefault;
    const value = typeof raw === "string" && /^[+-]?[0-9]+$/.test(raw) ? Number(raw) : raw;
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    this.violation(name, `must be a whole number from ${min} to ${max}`);
    return byDefault;
  }

  /** A boolean; the default if it is not given. */
  flag(name: string, byDefault: boolean): boolean {
    const raw = this.#take(name);
    if (raw === undefined) return byDefault;
    const flag = parseFlag(raw);
    if (flag === undefined) this.violation(name, "must be true or false");
    return flag ?? byDefault;
  }

  /** A non-empty string; the default if it is not given. */
  text(name: string, byDefault: string): string {
    const raw = this.#take(name);
    if (raw === undefined) return byDefault;
    if (typeof raw === "string" && raw !== "") return raw;
    this.violation(name, "must be a non-empty string");
    return byDefault;
  }

  /** One of the given words; the default if it is not given. */
  choice<Word extends string>(name: string, byDefault: Word, words: readonly Word[]): Word {
    const raw = this.#take(name);
    if (raw === undefined) return byDefault;
    const word = words.find((known) => known === raw);
    if (word !== undefined) return word;
    this.violation(name, `must be one of ${words.join(", ")}`);
    return byDefault;
  }

  /** The unchecked value; undefined if it is not given. The driver adds its own violations. */
  raw(name: string): unknown {
    return this.#take(name);
  }

  /** Texts for the log about options that are accepted, but not as they are written. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Adds a warning about an option. */
  warn(name: string, description: string): void {
    this.#warnings.push(`option ${name} ${description}`);
  }

  /** A number, or the bound that it exceeds, with a warning then; the bounds are named in `unit`. */
  clamped(name: string, value: number, { min, max }: IntegerBounds, unit: string): number {
    const used = Math.min(max, Math.max(min, value));
    const bound = used === min ? `at least ${min}` : `at most ${max}`;
    if (used !== value) this.warn(name, `has to be ${bound}${unit}: ${used}${unit} is used`);
    return used;
  }

  /** Adds a violation of an option. */
  violation(name: string, description: string): void {
    this.#violations.push({ path: [name], description });
  }

  /** Throws `invalid` with every violation, if there is one; names that were not read are violations. */
  finish(): void {
    const known = [...this.#known].toSorted();
    for (const name of Object.keys(this.#raw)) {
      if (this.#known.has(name)) continue;
      this.#violations.push({ path: [name], description: "is not an option", known });
    }
    if (this.#violations.length > 0) throw violationError(this.#violations);
  }

  #take(name: string): unknown {
    this.#known.add(name);
    return this.#raw[name];
  }
}
