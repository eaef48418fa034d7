// Settings of every place to one value per name. What stands first wins: flag,
// environment, file. All settings are read, also those that another hides, so
// that no fault waits for the day on which it counts.

import type { Fault, Setting, Source } from "../setting.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, type OptionName, type OptionValue } from "./option-table.ts";

interface ReadSetting {
  readonly setting: Setting;
  /** Undefined if it is faulty. */
  readonly value: unknown;
}

/** The values of one configuration, by name. */
export class Values {
  readonly faults: Fault[] = [];
  readonly warnings: Fault[] = [];
  readonly #places: readonly (readonly ReadSetting[])[];

  /** Takes the settings of each place, the one that wins first. */
  constructor(places: readonly (readonly Setting[])[]) {
    this.#places = places.map((settings) => settings.flatMap((setting) => this.#read(setting)));
  }

  #read(setting: Setting): ReadSetting[] {
    const { name, value, source } = setting;
    const option = findOption(name);
    if (option === undefined) {
      this.#warnOnce({
        source,
        message: `is accepted and ignored: ${findIgnored(name)?.reason ?? "unknown"}`,
      });
      return [];
    }
    if (value === "" && option.emptyIsUnset === true) return [];
    const read = option.schema.safeParse(value);
    if (read.success) return [{ setting, value: read.data }];
    for (const { message } of read.error.issues) this.faults.push({ source, message });
    return [{ setting, value: undefined }];
  }

  #warnOnce(warning: Fault): void {
    const place = JSON.stringify(warning.source);
    if (!this.warnings.some(({ source }) => JSON.stringify(source) === place)) this.warnings.push(warning);
  }

  #winning(name: OptionName): readonly ReadSetting[] {
    for (const settings of this.#places) {
      const found = settings.filter(({ setting }) => setting.name === name);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The option's value, the last one if it is given more than once; undefined if it is not given, or faulty. */
  get<Name extends OptionName>(name: Name): OptionValue<Name> | undefined {
    return this.#winning(name).at(-1)?.value as OptionValue<Name> | undefined;
  }

  /** Whether the option is given anywhere, right or wrong. */
  has(name: OptionName): boolean {
    return this.#winning(name).length > 0;
  }

  /** Where the option is written, right or wrong; undefined if it is given nowhere. */
  sourceOf(name: OptionName): Source | undefined {
    return this.#winning(name).at(-1)?.setting.source;
  }

  /** Every right value of a repeatable option, place by place, with its setting. */
  all<Name extends OptionName>(name: Name): readonly (readonly [OptionValue<Name>, Setting])[][] {
    return this.#places.map((settings) =>
      settings.flatMap(({ setting, value }) =>
        setting.name === name && value !== undefined ? [[value as OptionValue<Name>, setting] as const] : [],
      ),
    );
  }

  /** Every right value of a repeatable option in the place that wins, with its setting. */
  each<Name extends OptionName>(name: Name): readonly (readonly [OptionValue<Name>, Setting])[] {
    return this.#winning(name).flatMap(({ setting, value }) =>
      value === undefined ? [] : [[value as OptionValue<Name>, setting] as const],
    );
  }

  /** Notes a fault where the option's value was written. */
  fault(name: OptionName, message: string): void {
    this.faults.push({ source: this.#winning(name).at(-1)?.setting.source ?? { type: "default" }, message });
  }

  /** Notes a warning where the option's value was written. */
  warn(name: OptionName, message: string): void {
    this.warnings.push({
      source: this.#winning(name).at(-1)?.setting.source ?? { type: "default" },
      message,
    });
  }
}
