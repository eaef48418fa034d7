// Many customers, each with a separate connection, try to reserve the same seats
// at once; then each customer with a seat pays for it. Prints all taken seats.
import { parseArgs } from "node:util";
import { StateClient } from "@pillion/client";
import { type Hold, holdMsDefault, Reservations } from "./reservations.ts";

const usage = `usage: node examples/run.mjs ticket-reservation [--event NAME] [--clients 1..2000] [--seats 1..10000] [--hold-ms 1..${2 ** 31 - 1}]`;

function end(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(1);
}

/** Parses the options; ends the program with a message if one is not known or has no value. */
function optionsOf(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        event: { type: "string", default: `concert-${Date.now()}` },
        clients: { type: "string", default: "200" },
        seats: { type: "string", default: "50" },
        "hold-ms": { type: "string", default: String(holdMsDefault) },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
}

const values = optionsOf(process.argv.slice(2));

/** Parses an option that is a whole number from 1 to `max`; otherwise ends the program with a message. */
function count(name: "clients" | "seats" | "hold-ms", max: number): number {
  const text = values[name];
  const value = /^[0-9]+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : end(`--${name} must be a whole number from 1 to ${max}`);
}

if (values.help) {
  console.log(usage);
  process.exit(0);
}
const clients = count("clients", 2000);
const holdMs = count("hold-ms", 2 ** 31 - 1);
const seatCount = count("seats", 10_000);
const seats = Array.from({ length: seatCount }, (_, index) => `row-${index % 10}/${index}`);

/** Tries the seats in order, beginning with `first`, until one can be held. */
async function findSeat(
  reservations: Reservations,
  customer: string,
  first: number,
): Promise<Hold | undefined> {
  for (let offset = 0; offset < seats.length; offset++) {
    const seat = seats[(first + offset) % seats.length] ?? "";
    const hold = await reservations.hold(seat, customer);
    if (hold !== undefined) return hold;
  }
  return undefined;
}

async function visit(index: number): Promise<boolean> {
  await using client = new StateClient({ timeoutMs: 30_000 });
  const reservations = new Reservations(client, values.event, holdMs);
  const hold = await findSeat(reservations, `customer-${index}`, index * 7);
  return hold !== undefined && (await reservations.confirm(hold));
}

const sold = await Promise.all(Array.from({ length: clients }, (_, index) => visit(index)));

await using client = new StateClient();
const taken = await new Reservations(client, values.event).taken();
for (const [seat, { status, customer }] of taken) console.log(`${seat} ${status} ${customer}`);
console.log(
  `${sold.filter(Boolean).length} customers got a seat; ${taken.size} of ${seats.length} seats are taken`,
);
