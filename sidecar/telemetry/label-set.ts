// Counters and histograms of one set of labels are looked up once and then
// kept, because they are touched at every call.

/** A counter or histogram of one label set, found once. */
export function remembered<Child>(find: (...labels: string[]) => Child): (...labels: string[]) => Child {
  const children = new Map<string, Child>();
  return (...labels) => {
    const key = labels.join("\u0000");
    let child = children.get(key);
    if (child === undefined) {
      child = find(...labels);
      children.set(key, child);
    }
    return child;
  };
}
