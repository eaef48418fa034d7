// A cart and a session per customer. The application keeps no state itself, so it
// can be restarted at any time, and can run in many instances.
import { jsonSerializer, remove, type StateClient, type StateStore, unchanged } from "@pillion/client";

/** The count of each article, by article number. */
export type Cart = Readonly<Record<string, number>>;

/** A logged-in customer. */
export interface Session {
  readonly customer: string;
}

/** How long a session lasts without use, by default: half an hour, in ms. */
export const idleMsDefault = 30 * 60 * 1000;

/** The carts, by customer. */
export class Carts {
  readonly #carts: StateStore<Cart>;

  constructor(client: StateClient) {
    this.#carts = client.store(jsonSerializer<Cart>(), { prefix: "cart/" });
  }

  /** Returns a customer's cart. */
  async show(customer: string): Promise<Cart> {
    return (await this.#carts.get(customer))?.value ?? {};
  }

  /**
   * Adds articles to the cart, or removes them if the count is negative. Nothing is lost if two processes do it at
   * once: the one that saves second repeats its change on the saved cart of the first.
   */
  async add(customer: string, article: string, count: number): Promise<Cart> {
    if (!Number.isSafeInteger(count)) throw new RangeError("count must be a whole number");
    const { value } = await this.#carts.atomicUpdate(customer, (cart = {}) => {
      if (count === 0) return unchanged;
      const { [article]: before = 0, ...others } = cart;
      const after = before + count;
      const next: Cart = after > 0 ? { ...others, [article]: after } : others;
      return Object.keys(next).length > 0 ? next : remove;
    });
    return value ?? {};
  }

  /** Empties the cart and returns its content, for the order. */
  async checkOut(customer: string): Promise<Cart> {
    const { previous } = await this.#carts.delete(customer, { returnPrevious: true });
    return previous?.value ?? {};
  }
}

/** The sessions, by a random id that cannot be guessed. */
export class Sessions {
  readonly #sessions: StateStore<Session>;
  readonly #idleMs: number;

  constructor(client: StateClient, idleMs = idleMsDefault) {
    this.#sessions = client.store(jsonSerializer<Session>(), { prefix: "session/" });
    this.#idleMs = idleMs;
  }

  /** Begins a session and returns its id. */
  async begin(customer: string): Promise<string> {
    const id = crypto.randomUUID();
    await this.#sessions.set(id, { customer }, { ttlMs: this.#idleMs, kind: "ephemeral", ifAbsent: true });
    return id;
  }

  /** Returns the session and extends it. Undefined if it was idle for too long, or has ended. */
  async use(id: string): Promise<Session | undefined> {
    const session = await this.#sessions.get(id);
    if (session === undefined) return undefined;
    // A touch changes only the expiry: it cannot restore a session that has just ended.
    const { found } = await this.#sessions.touch(id, { ttlMs: this.#idleMs });
    return found ? session.value : undefined;
  }

  /** Ends a session. */
  async end(id: string): Promise<void> {
    await this.#sessions.delete(id);
  }
}
