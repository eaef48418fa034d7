// The shop on the command line. Each command is a process of its own, so all
// that it knows of customers it has from the sidecar.
import { StateClient } from "@pillion/client";
import { Carts, idleMsDefault, Sessions } from "./shop.ts";

const usage = `usage: login CUSTOMER | add SESSION ARTICLE [COUNT] | show SESSION | checkout SESSION | logout SESSION`;

async function run(client: StateClient, args: string[]): Promise<string> {
  const carts = new Carts(client);
  const sessions = new Sessions(client, Number(process.env.SESSION_IDLE_MS ?? idleMsDefault));
  const [command, given = "", article = "", count = "1"] = args;
  if (given === "") return usage;
  if (command === "login") return sessions.begin(given);
  const session = await sessions.use(given);
  if (session === undefined) return "please log in";
  switch (command) {
    case "add":
      return JSON.stringify(await carts.add(session.customer, article, Number(count)));
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
