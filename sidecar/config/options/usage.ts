// The text of `pillion help`, for a terminal of 80 columns.
import { type Option, optionNames, optionTable } from "./option-table.ts";

const columnsMax = 80;

const commandsText = `Usage: pillion [serve] [FLAGS]  serve the state API (without flags: an embedded
                                store in ./data)
       pillion check [FLAGS]    check the configuration and print what would be
                                served (exit code 0: valid, 2: not)
       pillion wait [FLAGS]     wait up to a minute until a sidecar with these
                                flags is ready (exit code 0: ready, 1: not)
       pillion backup FILE [STORE] [FLAGS]
                                copy an embedded store to a new file, also while
                                it is served (exit code 0: complete, 1: failed)
       pillion restore FILE [STORE] [FLAGS]
                                make an embedded store from a backup, in a
                                folder without records
       pillion version          print the version
       pillion help             print this text
`;

const endText = `
Every flag can also be set by a variable (--app-id is PILLION_APP_ID) and in the
file (app-id: cart), where stores are a mapping (stores: {cart: "redis://..."}).
A flag wins over a variable, and a variable over the file. Other flags of daprd
are accepted and ignored with a warning. If DAPR_API_TOKEN is set, clients must
send it as the header dapr-api-token.
`;

const helpColumn = 32;

/** The help text: commands, flags with their defaults, and where else options can be set. */
export function usage(): string {
  const lines = optionNames.flatMap((name) => {
    const { hint, help }: Option = optionTable[name];
    return help === undefined ? [] : flagLines(`--${name}${hint === undefined ? "" : ` ${hint}`}`, help);
  });
  return `${commandsText}\nFlags, with their defaults:\n${lines.join("\n")}\n${endText}`;
}

// A long flag has a line of its own.
function flagLines(flag: string, help: string): readonly string[] {
  const start = `  ${flag}  `;
  const [first = "", ...others] = wrapped(help, columnsMax - helpColumn).map(
    (line) => `${" ".repeat(helpColumn)}${line}`,
  );
  if (start.length > helpColumn) return [start.trimEnd(), first, ...others];
  return [`${start.padEnd(helpColumn)}${first.slice(helpColumn)}`, ...others];
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
