// The name of a script on the server: the SHA-1 of its text, made once for each.
import { createHash } from "node:crypto";

const names = new Map<string, string>();

/** The name by which EVALSHA calls a script's text. Kept for ever, so only for texts that are constants of the program. */
export function sha1Of(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha1").update(text).digest("hex");
  names.set(text, name);
  return name;
}
