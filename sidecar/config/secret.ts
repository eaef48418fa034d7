// A value that must not be shown: a password, a token, or a URL that may contain one. Printing, logging, serializing and
// inspecting it yields a fixed text; only `reveal` returns the value.
import { inspect } from "node:util";

const redacted = "[secret]";

/** Keeps a value out of all text output. */
export class Secret<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The value itself. Call it where the value is used, and do not store the result. */
  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}
