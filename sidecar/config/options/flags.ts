// Command line to settings. Flags are as daprd takes them: `--name value`,
// `--name=value`, the same with a single dash, and yes-or-no flags without a
// value. Nothing stops at the first fault.

import type { Fault, Setting } from "../setting.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, optionNames } from "./option-table.ts";
import { suggestion } from "./suggestion.ts";

/** What the process is asked to do. */
export const commands = ["serve", "check", "wait", "version", "help"] as const;

/** One of the commands. */
export type Command = (typeof commands)[number];

/** A command line, read. */
export interface CommandLine {
  readonly command: Command;
  readonly settings: readonly Setting[];
  readonly faults: readonly Fault[];
}

// Asked for as flags, too, as people expect.
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

class Reader {
  command: Command | undefined;
  readonly settings: Setting[] = [];
  readonly faults: Fault[] = [];
  readonly #words: readonly string[];
  #next = 0;
  // The word just read, if it is a yes-or-no flag without a value.
  #bareFlag: string | undefined;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  read(): void {
    while (this.#next < this.#words.length) {
      const word = this.#words[this.#next++] ?? "";
      const asked = commandFlags[word];
      if (asked !== undefined) this.command = asked;
      else if (/^--?[A-Za-z]/.test(word)) this.#flag(word);
      else this.#word(word);
      if (word !== this.#bareFlag) this.#bareFlag = undefined;
    }
  }

  #fault(flag: string, message: string): void {
    this.faults.push({ source: { type: "flag", flag }, message });
  }

  #word(word: string): void {
    const command = commands.find((known) => known === word);
    if (command !== undefined && this.command === undefined) this.command = command;
    else if (command !== undefined)
      this.#fault(word, `is one command too many; "${this.command}" was given before`);
    else if (this.#bareFlag !== undefined && (word === "true" || word === "false"))
      this.#fault(this.#bareFlag, `takes its value with "=": ${this.#bareFlag}=${word}`);
    else
      this.#fault(word, `is neither a flag nor one of ${commands.join(", ")}${suggestion(word, commands)}`);
  }

  #flag(word: string): void {
    const [, name = "", inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const flag = `--${name}`;
    const option = findOption(name);
    const ignored = findIgnored(name);
    if (option === undefined && ignored === undefined) {
      const known = suggestion(name, optionNames, (found) => `--${found}`);
      this.#fault(flag, `is not a flag of Pillion${known}`);
      this.#skipValue(inline);
      return;
    }
    const boolean = option === undefined ? ignored?.boolean === true : option.hint === undefined;
    if (boolean && inline === undefined) this.#bareFlag = word;
    const value = inline ?? (boolean ? "true" : this.#value());
    if (value === undefined) this.#fault(flag, "needs a value");
    else this.settings.push({ name, value, source: { type: "flag", flag } });
  }

  // A word that is itself a known flag is no value: the value was forgotten.
  #value(): string | undefined {
    const word = this.#words[this.#next];
    if (word === undefined) return undefined;
    const name = /^--?([A-Za-z][^=]*)/.exec(word)?.[1];
    if (name !== undefined && (findOption(name) ?? findIgnored(name)) !== undefined) return undefined;
    this.#next++;
    return word;
  }

  // What follows an unknown flag is most likely its value: one fault is enough.
  #skipValue(inline: string | undefined): void {
    const word = this.#words[this.#next];
    if (inline !== undefined || word === undefined || word.startsWith("-")) return;
    if (!commands.some((known) => known === word)) this.#next++;
  }
}

/** Reads the words after the program's name. */
export function readFlags(words: readonly string[]): CommandLine {
  const reader = new Reader(words);
  reader.read();
  const { command = "serve", settings, faults } = reader;
  return { command, settings, faults };
}
