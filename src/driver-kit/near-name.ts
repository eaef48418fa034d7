// Whether a name is probably a misspelling of another one. Pure.

/** The closest of the names that are at most `editsMax` edits away. An edit is a letter more, less or other, or a swap. */
export function nearName(name: string, names: Iterable<string>, editsMax: number): string | undefined {
  let nearest: string | undefined;
  let fewest = editsMax + 1;
  for (const each of names) {
    const count = Math.abs(each.length - name.length) < fewest ? edits(name, each) : fewest;
    if (count >= fewest) continue;
    fewest = count;
    nearest = each;
  }
  return nearest;
}

// The distance of Damerau and Levenshtein, without edits inside a swap. Each row is for one more letter of `from`.
function edits(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const other = from[i - 1] === to[j - 1] ? 0 : 1;
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = i > 1 && j > 1 && isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + other, swapped));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
