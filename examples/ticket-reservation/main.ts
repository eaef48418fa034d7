// Many customers, each with a connection of its own, go for the same seats at
// once; then those who got one pay for it. Shows who sits where.
import { parseArgs } from "node:util";
import { StateClient } from "@pillion/client";
import { type Hold, holdMsDefault, Reservations } from "./reservations.ts";

const { values } = parseArgs({
  options: {
    event: { type: "string", default: `concert-${Date.now()}` },
    clients: { type: "string", default: "200" },
    seats: { type: "string", default: "50" },
    "hold-ms": { type: "string", default: String(holdMsDefault) },
  },
});

const seats = Array.from({ length: Number(values.seats) }, (_, index) => `row-${index % 10}/${index}`);

/** Tries the seats from a place of its own until it gets one. */
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
  const reservations = new Reservations(client, values.event, Number(values["hold-ms"]));
  const hold = await findSeat(reservations, `customer-${index}`, index * 7);
  return hold !== undefined && (await reservations.confirm(hold));
}

const sold = await Promise.all(Array.from({ length: Number(values.clients) }, (_, index) => visit(index)));

await using client = new StateClient();
const taken = await new Reservations(client, values.event).taken();
for (const [seat, { status, customer }] of taken) console.log(`${seat} ${status} ${customer}`);
console.log(
  `${sold.filter(Boolean).length} customers got a seat; ${taken.size} of ${seats.length} seats are taken`,
);
