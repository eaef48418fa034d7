// The text of `pillion help`.
import { type Option, optionNames, optionTable } from "./option-table.ts";

const commandsText = `Usage: pillion [serve] [FLAGS]   serve the state API (without flags: an embedded store in ./data)
       pillion check [FLAGS]     check the configuration and print what would be served (exit code 0: valid, 2: not)
       pillion wait [FLAGS]      wait up to a minute until a sidecar with these flags is ready (exit code 0: ready, 1: not)
       pillion version           print the version
       pillion help              print this text
`;

const endText = `
Every flag can also be set by a variable (--app-id is PILLION_APP_ID) and in the file
(app-id: cart), where stores are a mapping (stores: {cart: "redis://..."}). A flag
wins over a variable, and a variable over the file. Other flags of daprd are accepted
and ignored with a warning. If DAPR_API_TOKEN is set, clients must send it as the
header dapr-api-token.
`;

/** The help text: commands, flags with their defaults, and where else options can be set. */
export function usage(): string {
  const shown = optionNames.flatMap((name) => {
    const { hint, help }: Option = optionTable[name];
    return help === undefined ? [] : [[`--${name}${hint === undefined ? "" : ` ${hint}`}`, help] as const];
  });
  const width = Math.max(...shown.map(([flag]) => flag.length)) + 2;
  const lines = shown.map(([flag, help]) => `  ${flag.padEnd(width)}${help}`);
  return `${commandsText}\nFlags, with their defaults:\n${lines.join("\n")}\n${endText}`;
}
