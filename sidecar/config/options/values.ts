// Merges the settings of every place into one value per name. The first place that has the name wins: flag,
// environment, file. All settings are checked, also those that another hides, so that every violation is reported
// now.
import type { Setting, Source } from "../source.ts";
import { Findings } from "../violation.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, type Option, type OptionName, type OptionValue } from "./option-table.ts";

interface ReadSetting {
  readonly setting: Setting;
  /** Undefined if it is not valid. */
  readonly value: unknown;
}

// The injector writes -1 for a number that no annotation sets.
function isUnset({ emptyIsUnset, negativeIsUnset }: Option, value: unknown): boolean {
  if (value === "") return emptyIsUnset === true;
  return negativeIsUnset === true && /^-\d{1,15}$/.test(String(value));
}

/** The values of one configuration, by name. */
export class Values {
  readonly findings = new Findings();
  readonly #places: readonly (readonly ReadSetting[])[];

  /** Takes the settings of each place, the one that wins first. */
  constructor(places: readonly (readonly Setting[])[]) {
    this.#places = places.map((settings) => settings.flatMap((setting) => this.#read(setting, settings)));
  }

  #read(setting: Setting, others: readonly Setting[]): ReadSetting[] {
    const { name, value, source } = setting;
    const option = findOption(name);
    if (option === undefined) {
      this.#warnIgnored(name, source);
      return [];
    }
    if (isUnset(option, value)) return [];
    const read = option.schema.safeParse(value);
    if (read.success) return [{ setting, value: read.data }];
    const same = others.filter((other) => other.name === name);
    const number = same.length > 1 ? `value ${same.indexOf(setting) + 1} of ${same.length} ` : "";
    for (const { message } of read.error.issues) {
      this.findings.reject({ source, path: [name], description: `${number}${message}` });
    }
    return [{ setting, value: undefined }];
  }

  // One warning per flag, variable or name in a file, however often it is given.
  #warnIgnored(name: string, source: Source): void {
    const place = JSON.stringify(source);
    if (this.findings.warnings.some((warning) => JSON.stringify(warning.source) === place)) return;
    const description = `is accepted and ignored: ${findIgnored(name)?.reason ?? "unknown"}`;
    this.findings.warn({ source, path: [name], description });
  }

  #winning(name: OptionName): readonly ReadSetting[] {
    for (const settings of this.#places) {
      const found = settings.filter(({ setting }) => setting.name === name);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The option's value, the last one if it is given more than once; undefined if it is not given or not valid. */
  get<Name extends OptionName>(name: Name): OptionValue<Name> | undefined {
    return this.#winning(name).at(-1)?.value as OptionValue<Name> | undefined;
  }

  /** Whether the option is given anywhere, valid or not. */
  has(name: OptionName): boolean {
    return this.#winning(name).length > 0;
  }

  /** Where the option is written, valid or not; `default` if it is given nowhere. */
  sourceOf(name: OptionName): Source {
    return this.#winning(name).at(-1)?.setting.source ?? { type: "default" };
  }

  /** Every valid value of a repeatable option, place by place, with its setting. */
  all<Name extends OptionName>(name: Name): readonly (readonly [OptionValue<Name>, Setting])[][] {
    return this.#places.map((settings) =>
      settings.flatMap(({ setting, value }) =>
        setting.name === name && value !== undefined ? [[value as OptionValue<Name>, setting] as const] : [],
      ),
    );
  }

  /** Every valid value of a repeatable option in the place that wins, with its setting. */
  each<Name extends OptionName>(name: Name): readonly (readonly [OptionValue<Name>, Setting])[] {
    return this.#winning(name).flatMap(({ setting, value }) =>
      value === undefined ? [] : [[value as OptionValue<Name>, setting] as const],
    );
  }

  /** Adds a violation where the option is written. */
  reject(name: OptionName, description: string): void {
    this.findings.reject({ source: this.sourceOf(name), path: [name], description });
  }

  /** Adds a warning where the option is written. */
  warn(name: OptionName, description: string): void {
    this.findings.warn({ source: this.sourceOf(name), path: [name], description });
  }
}
