// A line of the log for people, made from its JSON: time, level, message, then the details as name=value. A stack follows on
// lines of its own.

const levelLetters = 5;
const plain = /^[\w./:@%+,[\]-]+$/;

/** The text of a line, with its newline. A line that is not a JSON object stays as it is. */
export function textLine(json: string): string {
  const fields = fieldsOf(json);
  if (fields === undefined) return json;
  const { level, time, message, app: _, cause, ...details } = fields;
  const clock = String(time).slice(11, 23);
  const named = Object.entries(details).map(([name, value]) => `${name}=${valueText(value)}`);
  const why = messagesOf(cause);
  const because = why.length === 0 || String(message).includes(why[0] ?? "") ? [] : [`(${why.join(": ")})`];
  const words = [
    clock,
    String(level).toUpperCase().padEnd(levelLetters),
    String(message),
    ...named,
    ...because,
  ];
  return `${printable(words.join(" "))}\n${stackText(cause)}`;
}

// A text of a server must not start a new line, or control the terminal.
function printable(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function valueText(value: unknown): string {
  return typeof value === "string" && plain.test(value) ? value : JSON.stringify(value);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

// The message of an error and of its causes.
function messagesOf(cause: unknown): readonly string[] {
  const message = field(cause, "message");
  return typeof message === "string" ? [message, ...messagesOf(field(cause, "cause"))] : [];
}

function stackText(cause: unknown): string {
  const stack = field(cause, "stack");
  if (typeof stack !== "string") return "";
  const lines = stack.split("\n").filter((line) => line.startsWith("    at "));
  return lines.map((line) => `${printable(line)}\n`).join("");
}
