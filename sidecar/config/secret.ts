// A value that must not be seen: a password, a token, a URL that may hold one.
// However it is printed, logged, serialized or inspected, the text is the same
// fixed word; only an explicit `reveal` gives the value.
import { inspect } from "node:util";

const redacted = "[secret]";

/** Keeps a value out of every text. */
export class Secret<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The value itself. Call it where it is used, and keep the result nowhere. */
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
