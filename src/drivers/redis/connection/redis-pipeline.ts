// Sends encoded requests through the client library, which matches the replies
// to them in order. All requests of one flush are written to the socket as one
// string. Library commands are reused: making one (a promise and its closures)
// costs about 7 % of a small request.
import { Command, type Redis } from "ioredis";
import type { RedisRequest } from "./redis-request.ts";

/** What a pipeline reports, once per request that was sent. */
export interface PipelineHooks {
  readonly replied: (request: RedisRequest, reply: unknown) => void;
  /** The server replied with an error, or the connection ended without a reply. */
  readonly failed: (request: RedisRequest, cause: Error) => void;
}

type PipelineStream = Extract<Parameters<Redis["sendCommand"]>[1], { readonly isPipeline: true }>;

// Commands kept for reuse; more are in flight only during a burst.
const freeCommandsMax = 1024;

/** Collects the commands of one flush: bytes as latin1. */
class FlushBuffer implements PipelineStream {
  readonly isPipeline = true;
  readonly destination: PipelineStream["destination"];
  text = "";

  constructor(redis: Redis) {
    this.destination = { redis };
  }

  write(data: string | Buffer): void {
    this.text += typeof data === "string" ? data : data.toString("latin1");
  }
}

/** A library command whose bytes are given, and whose reply goes to a request. */
class RequestCommand extends Command {
  text = "";
  request: RedisRequest | undefined = undefined;

  constructor(settled: (command: RequestCommand, reply: unknown, cause: Error | undefined) => void) {
    // The name takes part in no special handling of the library; without arguments, no error of it can show one.
    super("command");
    // The library's tracing would make two closures and a promise per command.
    this.isTraced = true;
    this.resolve = (reply: unknown) => settled(this, reply, undefined);
    this.reject = (cause: Error) => settled(this, undefined, cause);
  }

  override toWritable(): string {
    return this.text;
  }
}

/** Writes requests to one client in flushes. */
export class RedisPipeline {
  readonly #redis: Redis;
  readonly #hooks: PipelineHooks;
  readonly #buffer: FlushBuffer;
  readonly #free: RequestCommand[] = [];

  constructor(redis: Redis, hooks: PipelineHooks) {
    this.#redis = redis;
    this.#hooks = hooks;
    this.#buffer = new FlushBuffer(redis);
  }

  /** Adds a command to the flush. The reply to a command without a request is dropped. */
  add(text: string, request: RedisRequest | undefined): void {
    const command = this.#free.pop() ?? new RequestCommand(this.#settled);
    command.request = request;
    command.text = text;
    this.#redis.sendCommand(command, this.#buffer);
    command.text = "";
  }

  /** Writes what was added since the last flush. */
  flush(): void {
    const { text } = this.#buffer;
    this.#buffer.text = "";
    if (text !== "") this.#redis.stream.write(text, "latin1");
  }

  readonly #settled = (command: RequestCommand, reply: unknown, cause: Error | undefined): void => {
    const { request } = command;
    command.request = undefined;
    if (this.#free.length < freeCommandsMax) this.#free.push(command);
    if (request === undefined) return;
    if (cause === undefined) this.#hooks.replied(request, reply);
    else this.#hooks.failed(request, cause);
  };
}
