// Finds the name that was probably meant, for error messages. Only called when
// a call fails.

/** `; did you mean "ttlMs"?`, or an empty string if every known word differs in more than a third of its letters. */
export function suggestion(word: string, known: Iterable<string>): string {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.ceil(Math.max(3, word.length) / 3) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    // An abbreviation such as "ttl" counts as one step.
    const steps = word.length > 2 && other.startsWith(lower) ? 1 : distance(lower, other);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best === undefined ? "" : `; did you mean "${best}"?`;
}

/** The Levenshtein distance of two texts. */
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
