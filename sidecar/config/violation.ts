// Violations of the configuration, and warnings about it. All violations are collected before anything is opened or bound,
// and reported together. None shows a value that may be secret.
import { type PathStep, pathText, type Violation } from "../../src/index.ts";
import { closestName } from "./edit-distance.ts";
import { nameAt, type Source, sourceText } from "./source.ts";
import { fieldGuard, isNearGuarded } from "./unknown-name.ts";

/** A store or a Dapr component that a violation concerns. */
export interface Subject {
  readonly kind: "store" | "component";
  readonly name: string;
}

/** One violation of the configuration. As a warning: a setting that is accepted, but that the operator should know about. */
export interface ConfigViolation extends Violation {
  /** Where it is written. */
  readonly source: Source;
  /** The store or component that has the option. Undefined: the option is the sidecar's. */
  readonly subject?: Subject | undefined;
  /**
   * The option's name, then the path inside its value: `["app-id"]`, or `["redisHost"]` with a subject. In a file without a
   * subject: the path in the document. Empty: the subject or document as a whole.
   */
  readonly path: readonly PathStep[];
  /** Of a warning: whether it is a violation under --strict, as an unknown name is. Default: false. */
  readonly isMistake?: boolean;
}

// A shorter beginning of a name is too common to be a suggestion.
const beginningLettersMin = 4;

/**
 * The known name that was probably meant: it differs in at most a third of the letters, rounded, or in one; else the closest
 * one that begins with the name. Case does not matter. Else undefined.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = new Map(known.map((each) => [each.toLowerCase(), each]));
  const lower = name.toLowerCase();
  const names = [...written.keys()];
  const longer = lower.length < beginningLettersMin ? [] : names.filter((each) => each.startsWith(lower));
  const nearest =
    closestName(lower, names, Math.max(1, Math.round(lower.length / 3))) ?? closestName(lower, longer);
  return nearest === undefined ? undefined : written.get(nearest);
}

// More names than this are not listed in a message.
const listedNamesMax = 12;

/**
 * The same violation in the words of the configuration. An option that does not exist is one with `known` names: they are
 * listed if they are few, unless one of them is so close that only that one is suggested.
 */
export function optionViolation(violation: Violation): Violation {
  const { path, known } = violation;
  if (known === undefined) return violation;
  const isListed =
    known.length <= listedNamesMax && nearestName(String(path.at(-1) ?? ""), known) === undefined;
  return {
    path,
    description: `is not an option${isListed ? `; the options are ${known.join(", ")}` : ""}`,
    known,
  };
}

/** A violation in one line: its place, its subject, its description, and the name that was probably meant. */
export function violationText({ source, subject, path, description, known = [] }: ConfigViolation): string {
  const option = subject === undefined || path.length === 0 ? "" : `${pathText(path)}: `;
  const owner = subject === undefined ? "" : `${subject.kind} "${subject.name}": ${option}`;
  const nearest = nearestName(String(path.at(-1) ?? ""), known);
  const meant = nearest === undefined || subject !== undefined ? nearest : nameAt(source, nearest);
  const suggestion = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `${sourceText(source)}: ${owner}${description}${suggestion}`;
}

/** Violations and warnings. */
export interface FindingLists {
  readonly violations: readonly ConfigViolation[];
  readonly warnings: readonly ConfigViolation[];
}

/** Collects violations and warnings. */
export class Findings {
  readonly violations: ConfigViolation[] = [];
  readonly warnings: ConfigViolation[] = [];

  reject(violation: ConfigViolation): void {
    this.violations.push(violation);
  }

  warn(warning: ConfigViolation): void {
    this.warnings.push(warning);
  }

  /** Adds an unknown name of one of Dapr's documents: a warning, unless it is almost the name of a guarded field. */
  addUnknownField(unknown: ConfigViolation): void {
    const { path, known = [] } = unknown;
    const isViolation = isNearGuarded(String(path.at(-1) ?? ""), known, fieldGuard);
    if (isViolation) this.reject({ ...unknown, description: "is not a known name" });
    else this.warn({ ...unknown, description: "is not a known name and has no effect" });
  }

  add({ violations, warnings }: FindingLists): void {
    this.violations.push(...violations);
    this.warnings.push(...warnings);
  }

  /** As `add`, but the violations are only warnings, whose description ends with `ending`. */
  addAsWarnings({ violations, warnings }: FindingLists, ending: string): void {
    this.warnings.push(...warnings, ...asWarnings(violations, ending));
  }
}

/** Violations as warnings: each description ends with `; ENDING`. */
function asWarnings(violations: readonly ConfigViolation[], ending: string): ConfigViolation[] {
  return violations.map((each) => ({ ...each, description: `${each.description}; ${ending}` }));
}

/** The findings under --strict: every mistake and every unknown name, which has `known` ones, is a violation. */
export function strictFindings({ violations, warnings }: FindingLists): FindingLists {
  const isMistake = ({ known, isMistake = false }: ConfigViolation): boolean =>
    isMistake || known !== undefined;
  return {
    violations: [...violations, ...warnings.filter(isMistake)],
    warnings: warnings.filter((warning) => !isMistake(warning)),
  };
}
