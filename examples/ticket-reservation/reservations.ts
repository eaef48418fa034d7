// Seats that are held, sold and released. This relies on two guarantees of the
// store: of many concurrent sets with `ifAbsent` exactly one succeeds, and a
// record does not exist after it has expired. No locks or clean-up jobs.
import {
  isConflict,
  isOutcomeUnknown,
  jsonSerializer,
  type State,
  type StateClient,
  type StateStore,
} from "@pillion/client";

/** The record of a seat that is not free. A free seat has no record. */
export interface Seat {
  readonly status: "held" | "sold";
  readonly customer: string;
  /** Distinguishes this hold from all others, also those of the same customer. */
  readonly holdId: string;
}

/** A seat held for a customer until it expires. */
export interface Hold {
  readonly seat: string;
  readonly customer: string;
  readonly version: string;
}

/** How long a seat is held by default: 15 minutes, in ms. */
export const holdMsDefault = 15 * 60 * 1000;

/** The seats of one event. */
export class Reservations {
  readonly #seats: StateStore<Seat>;
  readonly #holdMs: number;

  constructor(client: StateClient, event: string, holdMs = holdMsDefault) {
    this.#seats = client.store(jsonSerializer<Seat>(), { prefix: `seats/${event}/` });
    this.#holdMs = holdMs;
  }

  /** Holds a free seat. Undefined if the seat is taken. */
  async hold(seat: string, customer: string): Promise<Hold | undefined> {
    const held: Seat = { status: "held", customer, holdId: crypto.randomUUID() };
    try {
      const { version } = await this.#seats.set(seat, held, {
        ifAbsent: true,
        ttlMs: this.#holdMs,
        kind: "ephemeral",
      });
      return { seat, customer, version };
    } catch (error) {
      if (isConflict(error)) return undefined;
      // The reply was lost, so the seat may be held: read the record to find out.
      if (isOutcomeUnknown(error)) return this.#holdOf(await this.#read(seat), held.holdId);
      throw error;
    }
  }

  /** Sells a held seat to its customer permanently. False if the hold has expired. */
  async confirm(hold: Hold): Promise<boolean> {
    const state = await this.#read(hold.seat);
    if (state?.version !== hold.version) return false;
    const sold: Seat = { ...state.value, status: "sold" };
    return falseOnConflict(
      this.#seats.set(hold.seat, sold, { ifVersion: hold.version, expiry: "none", kind: "persistent" }),
    );
  }

  /** Releases a held seat. False if the hold has expired. */
  async release(hold: Hold): Promise<boolean> {
    return falseOnConflict(this.#seats.delete(hold.seat, { ifVersion: hold.version }));
  }

  /** Returns every seat that is held or sold, by name. */
  async taken(): Promise<Map<string, Seat>> {
    const seats = new Map<string, Seat>();
    for await (const { key, value } of this.#seats.list("", { skipUnreadable: true })) seats.set(key, value);
    return seats;
  }

  #read(seat: string): Promise<State<Seat> | undefined> {
    return this.#seats.get(seat, { consistency: "strong" });
  }

  #holdOf(state: State<Seat> | undefined, holdId: string): Hold | undefined {
    if (state?.value.holdId !== holdId) return undefined;
    return { seat: state.key, customer: state.value.customer, version: state.version };
  }
}

async function falseOnConflict(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}
