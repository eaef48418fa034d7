#!/usr/bin/env node
// The program: hands the command line and the environment to the rooms behind
// `cli`, and ends with the code that comes back.
import { run } from "./cli.ts";

process.exit(await run(process.argv.slice(2), process.env));
