// The text of `pillion help`.

import { type Option, optionNames, optionTable } from "./option-table.ts";

const commandsText = `Usage: pillion [serve] [FLAGS]   serve the state API (with no flags: on the embedded store in ./data)
       pillion check [FLAGS]     check the configuration, say what would be served, and exit (0 right, 2 wrong)
       pillion wait [FLAGS]      wait, at most a minute, until a sidecar with these flags is ready (0 ready, 1 not)
       pillion version | help
`;

const endText = `
Every flag is also a variable (--app-id is PILLION_APP_ID) and a name in the file
(app-id: cart), where stores are a mapping (stores: {cart: "redis://..."}). A flag
wins over a variable, a variable over the file. Other flags of daprd's are accepted
and ignored with a warning. With DAPR_API_TOKEN set, callers must present it as
dapr-api-token.
`;

/** What is printed for people who ask for help. */
export function usage(): string {
  const shown = optionNames.flatMap((name) => {
    const { hint, help }: Option = optionTable[name];
    return help === undefined ? [] : [[`--${name}${hint === undefined ? "" : ` ${hint}`}`, help] as const];
  });
  const width = Math.max(...shown.map(([flag]) => flag.length)) + 2;
  const lines = shown.map(([flag, help]) => `  ${flag.padEnd(width)}${help}`);
  return `${commandsText}\nFlags, with their defaults:\n${lines.join("\n")}\n${endText}`;
}
