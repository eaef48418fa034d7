// A cart and a session per customer. The application keeps nothing itself, so
// it can be restarted, or run many times over, at any moment.
import { jsonSerializer, type StateClient, type StateStore, unchanged } from "@pillion/client";

/** How many of each article, by its number. */
export type Cart = Readonly<Record<string, number>>;

/** Who is logged in. */
export interface Session {
  readonly customer: string;
}

/** How long a session lasts without being used when nothing else is said: half an hour, in ms. */
export const idleMsDefault = 30 * 60 * 1000;

/** The carts, by customer. */
export class Carts {
  readonly #carts: StateStore<Cart>;

  constructor(client: StateClient) {
    this.#carts = client.store(jsonSerializer<Cart>(), { prefix: "cart/" });
  }

  /** What is in a customer's cart. */
  async show(customer: string): Promise<Cart> {
    return (await this.#carts.get(customer))?.value ?? {};
  }

  /**
   * Puts articles into the cart, or takes them out if the count is negative. Nothing is lost if it is done from two
   * places at once: whoever saves second starts again from what the first has saved.
   */
  async add(customer: string, article: string, count: number): Promise<Cart> {
    if (!Number.isSafeInteger(count)) throw new RangeError("count must be a whole number");
    const { value } = await this.#carts.atomicUpdate(customer, (cart = {}) => {
      if (count === 0) return unchanged;
      const { [article]: before = 0, ...others } = cart;
      const after = before + count;
      const next: Cart = after > 0 ? { ...others, [article]: after } : others;
      return Object.keys(next).length > 0 ? next : undefined;
    });
    return value ?? {};
  }

  /** Empties the cart and answers what was in it, for the order. */
  async checkOut(customer: string): Promise<Cart> {
    const { previous } = await this.#carts.delete(customer, { returnPrevious: true });
    return previous?.value ?? {};
  }
}

/** The sessions, by an id that nobody can guess. */
export class Sessions {
  readonly #sessions: StateStore<Session>;
  readonly #idleMs: number;

  constructor(client: StateClient, idleMs = idleMsDefault) {
    this.#sessions = client.store(jsonSerializer<Session>(), { prefix: "session/" });
    this.#idleMs = idleMs;
  }

  /** Begins a session and answers its id. */
  async begin(customer: string): Promise<string> {
    const id = crypto.randomUUID();
    await this.#sessions.set(id, { customer }, { ttlMs: this.#idleMs, kind: "ephemeral", ifAbsent: true });
    return id;
  }

  /** Who is logged in with this id; the session then lasts anew. Undefined if it was idle too long, or ended. */
  async use(id: string): Promise<Session | undefined> {
    const session = await this.#sessions.get(id);
    if (session === undefined) return undefined;
    // A touch moves the expiry only: it cannot bring back a session that ended a moment ago.
    const { found } = await this.#sessions.touch(id, { ttlMs: this.#idleMs });
    return found ? session.value : undefined;
  }

  /** Ends a session. */
  async end(id: string): Promise<void> {
    await this.#sessions.delete(id);
  }
}
