// The shop on the command line. Each command runs in a new process, so
// everything about customers is read from the sidecar.
import { StateClient } from "@pillion/client";
import { Carts, idleMsDefault, Sessions } from "./shop.ts";

const usage = `usage: login CUSTOMER | add SESSION ARTICLE [COUNT] | show SESSION | checkout SESSION | logout SESSION`;

function usageError(message: string): string {
  process.exitCode = 2;
  return message;
}

/** Parses a whole number other than 0; undefined for any other text. */
function countOf(text: string): number | undefined {
  const count = /^-?[0-9]{1,6}$/.test(text) ? Number(text) : 0;
  return count === 0 ? undefined : count;
}

async function run(client: StateClient, args: string[]): Promise<string> {
  const carts = new Carts(client);
  const sessions = new Sessions(client, Number(process.env.SESSION_IDLE_MS ?? idleMsDefault));
  const [command, given = "", article = "", count = "1"] = args;
  if (given === "" || command === "--help") return usage;
  if (command === "login") return sessions.begin(given);
  const session = await sessions.use(given);
  if (session === undefined) return "please log in";
  switch (command) {
    case "add": {
      const added = countOf(count);
      if (article === "") return usage;
      if (added === undefined)
        return usageError("COUNT must be a whole number other than 0, such as 2 or -1");
      return JSON.stringify(await carts.add(session.customer, article, added));
    }
    case "show":
      return JSON.stringify(await carts.show(session.customer));
    case "checkout":
      return JSON.stringify(await carts.checkOut(session.customer));
    case "logout":
      await sessions.end(given);
      return "bye";
    default:
      return usage;
  }
}

await using client = new StateClient();
console.log(await run(client, process.argv.slice(2)));
