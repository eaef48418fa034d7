// A JSON list as the body of a reply. A short list is sent as a whole; a long one is sent
// in parts while its items are read. If reading fails, the list is never closed, so that a
// client cannot take a part of it for the whole.
import { type DaprHttpReply, type DaprHttpRequest, jsonType } from "./http-reply.ts";

// A part is sent when it has this length, in UTF-16 code units.
const partLength = 256 * 1024;
// Up to this length a failure becomes an error reply.
const wholeLengthMax = 1024 * 1024;

/** The list of one reply. */
export class StreamedList {
  readonly #request: DaprHttpRequest;
  #send: ((part: string) => Promise<void>) | undefined;
  #part = "[";
  #sentBytes = 0;
  /** Items added. */
  count = 0;

  constructor(request: DaprHttpRequest) {
    this.#request = request;
  }

  /** Adds an item as JSON text. Resolves when the next one may be added; rejects if the client has disconnected. */
  add(item: string): Promise<void> | void {
    this.#part += this.count === 0 ? item : `,${item}`;
    this.count += 1;
    if (this.#part.length >= (this.#send === undefined ? wholeLengthMax : partLength)) return this.#flush();
  }

  /** Closes the list. */
  async end(): Promise<DaprHttpReply> {
    this.#part += "]";
    const reply = { status: 200, contentType: jsonType };
    if (this.#send === undefined) return { ...reply, body: this.#part };
    await this.#flush();
    return { ...reply, body: "", streamedBytes: this.#sentBytes };
  }

  #flush(): Promise<void> {
    this.#send ??= this.#request.stream(200, jsonType);
    const part = this.#part;
    this.#part = "";
    this.#sentBytes += Buffer.byteLength(part);
    return this.#send(part);
  }
}
