// Finds the word that somebody probably meant, for messages. Not on the path of
// a call that goes well.

/** ` Did you mean "ttlMs"?`, or nothing if no known word differs in a third of its letters at most. */
export function suggestion(word: string, known: Iterable<string>): string {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.ceil(Math.max(3, word.length) / 3) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    // A word cut short, such as ttl, is nearer than its length tells.
    const steps = word.length > 2 && other.startsWith(lower) ? 1 : distance(lower, other);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best === undefined ? "" : `; did you mean "${best}"?`;
}

/** How many letters have to be added, dropped or changed to make one text the other (Levenshtein 1966). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
