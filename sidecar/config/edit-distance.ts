// How far apart two names are: edits are a letter more, less or other, and two neighbouring letters swapped.
import leven, { closestMatch } from "leven";

/** Whether a name is another one or one edit away from it. */
export function isOneEdit(name: string, other: string): boolean {
  return isWithin(name, other, 1) || isSwapped(name, other);
}

/** Whether a name is at most this many edits away from another one. Two swapped letters are two edits. */
export function isWithin(name: string, other: string, edits: number): boolean {
  return leven(name, other, { maxDistance: edits + 1 }) <= edits;
}

/** The closest name within a maximum distance. Two swapped letters are one edit if nothing else differs, else two. */
export function closestName(
  name: string,
  names: readonly string[],
  maxDistance?: number,
): string | undefined {
  const one = names.find((each) => isOneEdit(name, each));
  return one ?? closestMatch(name, names, maxDistance === undefined ? {} : { maxDistance });
}

function isSwapped(name: string, other: string): boolean {
  const at = [...name].findIndex((letter, index) => letter !== other[index]);
  const swapped = `${other.slice(0, at)}${other.charAt(at + 1)}${other.charAt(at)}${other.slice(at + 2)}`;
  return at >= 0 && name === swapped;
}
