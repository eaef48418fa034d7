// Counters and histograms are looked up once for each set of labels and then kept,
// because every call uses them. A lookup allocates nothing.

/** A counter or histogram of one label set, of up to three labels, found once. */
export function remembered<Child>(
  find: (...labels: string[]) => Child,
): (first: string, second?: string, third?: string) => Child {
  const children = new Map<string, Map<string, Map<string, Child>>>();
  return (first, second = "", third = "") => {
    const known = children.get(first)?.get(second)?.get(third);
    if (known !== undefined) return known;
    const child = find(first, second, third);
    const bySecond = children.get(first) ?? new Map<string, Map<string, Child>>();
    const byThird = bySecond.get(second) ?? new Map<string, Child>();
    children.set(first, bySecond.set(second, byThird.set(third, child)));
    return child;
  };
}
