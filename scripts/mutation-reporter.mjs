// A reporter of Stryker that keeps each result as soon as it is known, so that a run that is stopped has results too.
import { appendFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { root } from "./stamp.mjs";

// Read at each event, because the parts of one run share this module.
const file = () => process.env.PILLION_MUTATION_RESULTS;

const reporter = {
  onMutationTestingPlanReady() {
    writeFileSync(file(), "");
  },
  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    const result = { file: relative(root, fileName), location, mutatorName, replacement, status };
    appendFileSync(file(), `${JSON.stringify(result)}\n`);
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, "results", reporter)];
