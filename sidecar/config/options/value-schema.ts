// Schemas of single values. A value is text from a flag or a variable, or any scalar from a file; both are read the same way.
// The message for a rejected value states what it must be, and shows the value unless it may be secret.
import * as z from "zod/mini";
import { formatQuantity, parseDurationMs, parseQuantity } from "./quantity.ts";

/** A schema that reads a setting's value. */
export type ValueSchema<Value> = z.ZodMiniType<Value, unknown>;

const shownCharactersMax = 60;

/** A value as messages show it: as JSON, shortened. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/**
 * A value that `parse` converts, or rejects with undefined; `rule` completes "must be …", and may depend on the rejected text.
 */
export function parsed<Value>(
  rule: string | ((text: string) => string),
  parse: (text: string) => Value | undefined,
  secret = false,
): ValueSchema<Value> {
  return z.pipe(
    z.unknown(),
    z.transform((raw: unknown, context) => {
      const text = scalar.safeParse(raw);
      const value = text.success ? parse(String(text.data)) : undefined;
      if (value !== undefined) return value;
      const expected = typeof rule === "string" ? rule : rule(String(raw));
      const message = `must be ${expected}${secret ? "" : `, not ${shown(raw)}`}`;
      context.issues.push({ code: "custom", message, input: raw });
      return z.NEVER;
    }),
  );
}

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number): ValueSchema<number> {
  return parsed(`a whole number from ${min} to ${max}`, (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

/** A TCP port; 0 lets the system choose. */
export const port = wholeNumber(0, 65_535);

/** Yes or no, in the spellings of Go's flags. */
export const yesNo: ValueSchema<boolean> = parsed("true or false", (text) => {
  if (/^(1|t|true)$/i.test(text)) return true;
  return /^(0|f|false)$/i.test(text) ? false : undefined;
});

/**
 * A size in bytes within bounds, written as a quantity such as 4Mi; `unit` is the number of bytes that 1 means. With
 * `minusOne`, -1 is accepted and means that size.
 */
export function byteSize(min: number, max: number, unit = 1, minusOne?: number): ValueSchema<number> {
  const bound = (bytes: number) => formatQuantity(bytes / unit);
  const example = unit === 1 ? " such as 4Mi" : "";
  return parsed(`a size${example} from ${bound(min)} to ${bound(max)}`, (text) => {
    if (text === "-1") return minusOne;
    const size = unit === 1 ? parseQuantity(text) : /^\d+$/.test(text) ? Number(text) * unit : undefined;
    return size !== undefined && size >= min && size <= max ? size : undefined;
  });
}

/** A duration such as 10s, within a bound; in ms. */
export function duration(msMax: number): ValueSchema<number> {
  return parsed(`a duration such as 10s, at most ${msMax / 1000}s`, (text) => {
    const ms = parseDurationMs(text);
    return ms !== undefined && ms <= msMax ? ms : undefined;
  });
}

/** One of these words, in any case; `others` are synonyms. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  others: Readonly<Record<string, Word>> = {},
): ValueSchema<Word> {
  const rule = words.length === 1 ? String(words[0]) : `one of ${words.join(", ")}`;
  return parsed(rule, (text) => {
    const lower = text.toLowerCase();
    return words.find((word) => word === lower) ?? (Object.hasOwn(others, lower) ? others[lower] : undefined);
  });
}

/** Text that is not empty and matches. */
function text(rule: string, pattern: RegExp): ValueSchema<string> {
  return parsed(rule, (value) => (pattern.test(value) ? value : undefined));
}

/** A file or folder. */
export const path = text("a path", /^[^\0]+$/);
