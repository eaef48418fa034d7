// What is found while files are read: faults, which end the start, and
// warnings, which do not. Each says where it was found. No note shows a value.
import type { Fault, Source } from "../index.ts";

/** Collects what is found. */
export class Notes {
  readonly faults: Fault[] = [];
  readonly warnings: Fault[] = [];

  fault(source: Source, message: string): void {
    this.faults.push({ source, message });
  }

  warn(source: Source, message: string): void {
    this.warnings.push({ source, message });
  }

  /** Takes over what others found. With `ending`, their faults become warnings that end so. */
  add(notes: Pick<Notes, "faults" | "warnings">, ending?: string): void {
    this.warnings.push(...notes.warnings);
    if (ending === undefined) this.faults.push(...notes.faults);
    else for (const { source, message } of notes.faults) this.warn(source, `${message}; ${ending}`);
  }
}
