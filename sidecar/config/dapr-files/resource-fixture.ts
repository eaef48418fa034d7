// Dapr's files for a test: written into a temporary folder, read as the sidecar reads them, and the violations as lines
// without the folder's name.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDriver } from "../../../src/index.ts";
import {
  type ConfigViolation,
  checkStores,
  type Environment,
  loadConfig,
  type StoreConfig,
  violationText,
} from "../index.ts";

/** A folder of files. */
export class ResourceFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "pillion-components-"));

  /** Writes a file and returns its path. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Loads the configuration with these files in `resources`, and checks it with the drivers. */
  async load(
    files: Readonly<Record<string, string>>,
    words: readonly string[] = [],
    environment: Environment = {},
  ) {
    const resources = join(this.folder, "resources");
    rmSync(resources, { recursive: true, force: true });
    mkdirSync(resources);
    for (const [name, text] of Object.entries(files)) this.write(`resources/${name}`, text);
    const all = ["--app-id=shop", `--resources-path=${resources}`, ...words];
    const loaded = await loadConfig(all, environment);
    const checked = await checkStores(loaded.stores, loadDriver, loaded.isStrict);
    return {
      ...loaded,
      checked: checked.stores,
      texts: this.lines([...loaded.violations, ...checked.violations]),
      valueTexts: this.lines(checked.valueWarnings),
      warningTexts: this.lines([...loaded.warnings, ...checked.warnings]),
    };
  }

  lines(violations: readonly ConfigViolation[]): string[] {
    return violations.map((violation) =>
      violationText(violation).replaceAll(`${this.folder}/`, "").replaceAll("resources/", ""),
    );
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A component as a document. `rest` is appended as it is. */
export function component(
  name: string,
  type: string,
  metadata: Readonly<Record<string, unknown>> = {},
  rest = "",
): string {
  const [kind, version = "v1"] = type.split("/");
  const items = Object.entries(metadata).map(([key, value]) => {
    const isReference = typeof value === "object" && value !== null;
    return `    - ${JSON.stringify(isReference ? { name: key, ...value } : { name: key, value })}`;
  });
  return `apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: ${kind}
  version: "${version}"
  metadata:${items.length === 0 ? " []" : ""}
${items.join("\n")}
${rest}`;
}

/** The options that a store's driver receives. */
export function optionsOf(stores: readonly StoreConfig[], name: string) {
  return stores.find((store) => store.name === name)?.options.reveal();
}
