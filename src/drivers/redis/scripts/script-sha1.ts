// The hash by which a server knows a script: the SHA-1 of its text, computed once for each.
import { createHash } from "node:crypto";

const hashes = new Map<string, string>();

/** The hash by which EVALSHA calls a script. Kept for good, so only for texts that are constants of the program. */
export function sha1Of(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const hash = createHash("sha1").update(text).digest("hex");
  hashes.set(text, hash);
  return hash;
}
