// The shop on the command line. Each command runs in a new process, so
// everything about customers is read from the sidecar.
import { StateClient } from "@pillion/client";
import { Carts, idleMsDefault, Sessions } from "./shop.ts";

const usage = `usage: node examples/run.mjs shopping-cart COMMAND
  login CUSTOMER                 begin a session and print its id
  add SESSION ARTICLE [COUNT]    add articles to the cart
  show SESSION                   print the cart
  checkout SESSION               print the cart and empty it
  logout SESSION                 end the session`;

/** Ends the program with a message. */
function rejected(message: string): string {
  process.exitCode = 1;
  return `${message}\n${usage}`;
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
  if (command === "--help" || given === "--help") return usage;
  if (command === undefined) return rejected("COMMAND is missing");
  if (!["login", "add", "show", "checkout", "logout"].includes(command))
    return rejected(`${command} is not a command`);
  if (given === "") return rejected(command === "login" ? "CUSTOMER is missing" : "SESSION is missing");
  if (command === "login") return sessions.begin(given);
  const session = await sessions.use(given);
  if (session === undefined) return "please log in";
  switch (command) {
    case "add": {
      const added = countOf(count);
      if (article === "") return rejected("ARTICLE is missing");
      if (added === undefined) return rejected("COUNT must be a whole number other than 0, such as 2 or -1");
      return JSON.stringify(await carts.add(session.customer, article, added));
    }
    case "show":
      return JSON.stringify(await carts.show(session.customer));
    case "checkout":
      return JSON.stringify(await carts.checkOut(session.customer));
    default:
      await sessions.end(given);
      return "bye";
  }
}

await using client = new StateClient();
const text = await run(client, process.argv.slice(2));
if (process.exitCode === 1) console.error(text);
else console.log(text);
