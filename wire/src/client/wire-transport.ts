// The client's entry point: a transport over one HTTP/2 connection of this
// package.

import { DeadlineTimer } from "../grpc/deadline-timer.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { AbortWatch } from "./abort-watch.ts";
import type { CallContext } from "./client-call.ts";
import { ClientChannel } from "./client-channel.ts";
import { compileOptions, type WireTransportOptions } from "./client-options.ts";
import { StreamingCall } from "./streaming-call.ts";
import type { CallOptions, StreamCall, Transport } from "./transport.ts";
import { UnaryCall } from "./unary-call.ts";

/**
 * Creates a transport to one server. It connects at the first call. Throws
 * RangeError if an option is out of range. A call keeps the process alive until
 * it has ended, also while it waits for a connection; an idle connection does not.
 */
export function createWireTransport(options: WireTransportOptions): Transport {
  const settings = compileOptions(options);
  const context: CallContext = {
    channel: new ClientChannel(settings),
    settings,
    deadlines: new DeadlineTimer(settings.clock),
    signals: new AbortWatch(),
  };
  return {
    unary<Reply>(method: unknown, request: unknown, callOptions: CallOptions): Promise<Reply> {
      return new Promise<Reply>((resolve, reject) => {
        // The erasure is sound: what is resolved is what the method's own codec decoded.
        const settle = resolve as (reply: unknown) => void;
        new UnaryCall(context, method as AnyMethod, callOptions, settle, reject).start(request);
      });
    },
    stream<Reply>(
      method: unknown,
      requests: Iterable<unknown> | AsyncIterable<unknown>,
      callOptions: CallOptions,
    ): StreamCall<Reply> {
      const call: StreamCall<unknown> = new StreamingCall(
        context,
        method as AnyMethod,
        requests,
        callOptions,
      );
      return call as StreamCall<Reply>;
    },
    close: () => context.channel.close(),
  };
}
