// Slices a JSON text into its parts as they were written. Values that arrive over
// HTTP are stored byte for byte, so that no number loses digits by conversion to
// a JavaScript number. Used only on text that JSON.parse has accepted.

const space = /[\t\n\r ]/;

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && space.test(text.charAt(at))) at += 1;
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at + 1;
}

/** The end of the value that starts at `from`. */
function endOfValue(text: string, from: number): number {
  const first = text.charAt(from);
  if (first === '"') return endOfString(text, from);
  if (first !== "{" && first !== "[") {
    let at = from;
    while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at += 1;
    return at;
  }
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const here = text.charAt(at);
    if (here === '"') {
      at = endOfString(text, at);
      continue;
    }
    at += 1;
    if (here === "{" || here === "[") depth += 1;
    if (here === "}" || here === "]") depth -= 1;
    if (depth === 0) break;
  }
  return at;
}

/** The elements of an array, in order; empty if the text is not an array. */
export function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== "[") return elements;
  at = skipSpace(text, at + 1);
  while (at < text.length && text.charAt(at) !== "]") {
    const end = endOfValue(text, at);
    elements.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charAt(at) === ",") at = skipSpace(text, at + 1);
  }
  return elements;
}

/** The members of an object by name, the last one if a name occurs twice; empty if the text is not an object. */
export function membersOf(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== "{") return members;
  at = skipSpace(text, at + 1);
  while (at < text.length && text.charAt(at) !== "}") {
    const nameEnd = endOfString(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    at = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = endOfValue(text, at);
    members.set(String(name), text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charAt(at) === ",") at = skipSpace(text, at + 1);
  }
  return members;
}
