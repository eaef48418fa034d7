// The load generator of wire-transport.mjs: unary calls on one connection with a fixed number in flight. The request
// message is encoded once, so that generating the load costs little.
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { MessageReader } from "../../wire/src/grpc/grpc-framing.ts";
import { Connection, type ConnectionDelegate } from "../../wire/src/http2/connection.ts";
import { Stream } from "../../wire/src/http2/stream.ts";
import { bytesCodec } from "../wire/echo-service.ts";

/** The calls of one run. */
interface Task {
  readonly address: string;
  readonly secured: boolean;
  readonly path: string;
  readonly inFlight: number;
  readonly calls: number;
  /** Text that is sent as the bytes of a BytesValue. */
  readonly request: string;
  /** The encoded request message in hexadecimal; replaces `request`. */
  readonly requestHex?: string;
  /** The timeout, in the format of `grpc-timeout`. Default: none. */
  readonly timeout?: string;
}

class Call extends Stream<readonly string[]> {
  readonly #onEnd: (ok: boolean, bytes: number) => void;
  #bytes = 0;
  #hasHeaders = false;
  #reader = new MessageReader(2 ** 24, (message) => {
    this.#bytes += message.length;
  });

  constructor(connection: Connection<readonly string[]>, onEnd: (ok: boolean, bytes: number) => void) {
    super(connection);
    this.#onEnd = onEnd;
  }

  override onHeaders(fields: readonly string[], endStream: boolean): void {
    if (!endStream) this.#hasHeaders = true;
    else this.#onEnd(this.#hasHeaders && fields[fields.indexOf("grpc-status") + 1] === "0", this.#bytes);
  }

  override onData(buffer: Buffer, start: number, end: number): void {
    this.#reader.push(buffer.subarray(start, end));
    this.release(end - start);
  }

  override onReset(): void {
    this.#onEnd(false, this.#bytes);
  }

  override onDrained(): void {
    // Requests are small.
  }
}

function headersOf(task: Task): [string, string][] {
  return [
    [":method", "POST"],
    [":scheme", task.secured ? "https" : "http"],
    [":path", task.path],
    [":authority", task.address],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
    ["user-agent", "pillion-bench"],
    ["grpc-accept-encoding", "identity"],
    ...(task.timeout === undefined ? [] : [["grpc-timeout", task.timeout] as [string, string]]),
  ];
}

function run(task: Task): Promise<{ failed: number; bytes: number; ms: number }> {
  const [host = "", port = ""] = task.address.split(":");
  const socket: Socket = task.secured
    ? connectTls({ host, port: Number(port), ALPNProtocols: ["h2"], rejectUnauthorized: false })
    : connectTcp({ host, port: Number(port), noDelay: true });
  const headers = headersOf(task);
  const message =
    task.requestHex === undefined
      ? bytesCodec.encode(Buffer.from(task.request))
      : Buffer.from(task.requestHex, "hex");
  return new Promise((resolve) => {
    let begun = 0;
    let ended = 0;
    let failed = 0;
    let bytes = 0;
    const startedMs = performance.now();
    const onEnd = (ok: boolean, callBytes: number): void => {
      ended += 1;
      bytes += callBytes;
      if (!ok) failed += 1;
      if (ended < task.calls) {
        launch();
      } else {
        socket.destroy();
        resolve({ failed, bytes, ms: performance.now() - startedMs });
      }
    };
    const launch = (): void => {
      while (begun < task.calls && begun - ended < task.inFlight && connection.canOpen) {
        begun += 1;
        const call = new Call(connection, onEnd);
        connection.open(call, headers, false);
        call.sendMessage(false, message, true);
      }
    };
    const delegate: ConnectionDelegate<readonly string[]> = {
      parseHead: (fields) => fields,
      accept: () => undefined,
      count: () => undefined,
      onSettings: launch,
      onGoaway: () => undefined,
      onPong: () => undefined,
      onStreamClosed: () => undefined,
      onClosed: () => undefined,
    };
    const connection = new Connection(
      socket,
      {
        role: "client",
        streamsMax: 0,
        streamWindowBytes: 4_194_304,
        connectionWindowBytes: 16_777_216,
        socketBytesMax: 2 ** 30,
        headerTableBytes: 4096,
        headerListBytesMax: 16_384,
        headerPairsMax: 128,
        headerBlockBytesMax: 65_536,
        continuationFramesMax: 8,
        sendBudget: { queuedBytes: 0 },
        now: () => 0,
      },
      delegate,
    );
    connection.start();
  });
}

process.on("message", (task: Task) => {
  void run(task).then((result) => process.send?.(result));
});
process.once("disconnect", () => process.exit(0));
