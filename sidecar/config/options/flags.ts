// Converts the command line to settings. Flags are written as for daprd: `--name value`, `--name=value`, the same with a
// single dash, and yes-or-no flags without a value. Parsing continues after a violation, so that all are reported.
import type { Setting } from "../source.ts";
import { Findings } from "../violation.ts";
import { commaList } from "./comma-list.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, optionNames } from "./option-table.ts";

/** The commands of the program. */
const commands = ["serve", "check", "wait", "backup", "restore", "version", "help"] as const;

/** One of the commands. */
export type Command = (typeof commands)[number];

/** What a command line says. */
export interface CommandLine {
  readonly command: Command;
  /** The words after the command that are neither flags nor values of flags: a file, and a store. */
  readonly operands: readonly string[];
  readonly settings: readonly Setting[];
  readonly findings: Findings;
}

// Commands that are also accepted as flags, as is usual.
const commandFlags: Readonly<Record<string, Command>> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-v": "version",
  "-help": "help",
  "--wait": "wait",
  "-wait": "wait",
  "-version": "version",
  "--build-info": "version",
  "-build-info": "version",
};

// How many operands each command can have; none if it is not named.
const operandsMax: Readonly<Partial<Record<Command, number>>> = { backup: 2, restore: 2 };

// The program's name, which Dapr's injector writes as the first argument, because daprd's image has no entry point.
const programName = /^(\/|\.\/)?daprd$/;

const isKnown = (name: string): boolean => (findOption(name) ?? findIgnored(name)) !== undefined;

class FlagReader {
  command: Command | undefined;
  readonly operands: string[] = [];
  readonly settings: Setting[] = [];
  readonly findings = new Findings();
  readonly #words: readonly string[];
  #next = 0;
  // The word just read, if it is a yes-or-no flag without a value.
  #bareFlag: string | undefined;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  read(): void {
    if (programName.test(this.#words[0] ?? "")) this.#next++;
    while (this.#next < this.#words.length) {
      const word = this.#words[this.#next++] ?? "";
      const command = commandFlags[word];
      if (command !== undefined) this.command = command;
      else if (/^--?[A-Za-z]/.test(word)) this.#flag(word);
      else this.#argument(word);
      if (word !== this.#bareFlag) this.#bareFlag = undefined;
    }
  }

  #rejectFlag(name: string, description: string, known: readonly string[] = []): void {
    this.findings.reject({ source: { type: "flag", flag: `--${name}` }, path: [name], description, known });
  }

  #rejectArgument(word: string, description: string, known: readonly string[] = []): void {
    this.findings.reject({ source: { type: "argument", word }, path: [word], description, known });
  }

  #argument(word: string): void {
    if (this.#bareFlag === undefined && this.#takesOperand()) {
      this.operands.push(word);
      return;
    }
    const command = commands.find((known) => known === word);
    if (command !== undefined && this.command === undefined) this.command = command;
    else if (command !== undefined) {
      this.#rejectArgument(word, `is a second command; the first is "${this.command}"`);
    } else if (this.#bareFlag !== undefined && (word === "true" || word === "false")) {
      const name = this.#bareFlag.replace(/^--?/, "");
      this.#rejectFlag(name, `takes its value with "=": ${this.#bareFlag}=${word}`);
    } else {
      this.#rejectArgument(word, `is neither a flag nor one of ${commands.join(", ")}`, commands);
    }
  }

  #takesOperand(): boolean {
    const max = this.command === undefined ? 0 : (operandsMax[this.command] ?? 0);
    return this.operands.length < max;
  }

  #flag(word: string): void {
    const [, name = "", inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!isKnown(name)) {
      this.#rejectFlag(name, "is not a flag of Pillion", optionNames);
      this.#skipValue(inline);
      return;
    }
    const option = findOption(name);
    const boolean = option === undefined ? findIgnored(name)?.boolean === true : option.hint === undefined;
    if (boolean && inline === undefined) this.#bareFlag = word;
    const value = inline ?? (boolean ? "true" : this.#value());
    if (value === undefined) this.#rejectFlag(name, "needs a value");
    else this.#add(name, option?.commaList === true ? commaList(value) : [value]);
  }

  #add(name: string, values: readonly string[]): void {
    const source = { type: "flag", flag: `--${name}` } as const;
    this.settings.push(...values.map((value) => ({ name, value, source })));
  }

  // A word that is itself a known flag is not a value: the value was forgotten.
  #value(): string | undefined {
    const word = this.#words[this.#next];
    if (word === undefined) return undefined;
    const name = /^--?([A-Za-z][^=]*)/.exec(word)?.[1];
    if (name !== undefined && isKnown(name)) return undefined;
    this.#next++;
    return word;
  }

  // What follows an unknown flag is most likely its value: one violation is enough.
  #skipValue(inline: string | undefined): void {
    const word = this.#words[this.#next];
    if (inline !== undefined || word === undefined || word.startsWith("-")) return;
    if (!commands.some((known) => known === word)) this.#next++;
  }
}

/** Reads the words after the program's name. */
export function readFlags(words: readonly string[]): CommandLine {
  const reader = new FlagReader(words);
  reader.read();
  const { command = "serve", operands, settings, findings } = reader;
  return { command, operands, settings, findings };
}
