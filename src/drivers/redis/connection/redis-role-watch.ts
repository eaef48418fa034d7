// Checks once a second, on the connection that serves calls, whether the server is
// still a primary and how many replicas it has.
import { createCall } from "../../../model/call.ts";
import type { StoreError } from "../../../model/errors.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { type RedisServerInfo, readServerInfo } from "../redis-facts.ts";
import { command } from "./redis-command.ts";
import type { RedisConnection } from "./redis-connection.ts";
import { RedisRequest } from "./redis-request.ts";

const intervalMs = 1000;

/** What a server reported about its role. */
export type ServerRole = Pick<RedisServerInfo, "isPrimary" | "replicas">;

/** The checks of one connection, until `close`. */
export class RoleWatch {
  readonly #connection: RedisConnection;
  readonly #context: DriverContext;
  readonly #replyMsMax: number;
  readonly #report: (role: ServerRole) => void;
  readonly #timer: NodeJS.Timeout;
  #isWaiting = false;
  // The epoch of the connection whose user may not call INFO.
  #deniedEpoch = -1;

  constructor(
    connection: RedisConnection,
    context: DriverContext,
    replyMsMax: number,
    report: (role: ServerRole) => void,
  ) {
    this.#connection = connection;
    this.#context = context;
    this.#replyMsMax = replyMsMax;
    this.#report = report;
    this.#timer = setInterval(() => this.#check(), intervalMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    const { isOpen, epoch } = this.#connection;
    if (!isOpen || this.#isWaiting || epoch === this.#deniedEpoch) return;
    const { clock } = this.#context;
    const call = createCall({ clock, deadline: clock.monotonic() + this.#replyMsMax });
    this.#isWaiting = true;
    this.#connection.send(
      new RedisRequest(command("info", "replication"), call, -1, (reply, error) =>
        this.#end(reply, error, epoch),
      ),
    );
  }

  #end(reply: unknown, error: StoreError | undefined, epoch: number): void {
    this.#isWaiting = false;
    if (error?.code === "denied") this.#deniedEpoch = epoch;
    if (Buffer.isBuffer(reply) && epoch === this.#connection.epoch)
      this.#report(readServerInfo(reply.toString("utf8"), undefined));
  }
}
