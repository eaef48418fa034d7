// Reads the first bytes of a new connection. Finds out whether it speaks HTTP/1 or HTTP/2 without TLS ("prior
// knowledge"): HTTP/2 begins with a fixed text (RFC 9113, section 3.4) that is not a
// request of HTTP/1.
import type { Socket } from "node:net";

// The begin of "PRI * HTTP/2.0". No method of HTTP begins with these letters.
const preface = Buffer.from("PRI ");

/** Calls back with the first bytes, and pauses the socket. A client that sends none within the time is disconnected. */
export function sniffHttp2(
  socket: Socket,
  msMax: number,
  found: (isHttp2: boolean, head: Buffer) => void,
): void {
  const timer = setTimeout(() => socket.destroy(), msMax);
  let head: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    const known = Math.min(head.length, preface.length);
    const isEqual = head.subarray(0, known).equals(preface.subarray(0, known));
    if (isEqual && known < preface.length) return;
    socket.off("data", onData).off("end", onEnd).off("close", onClose).pause();
    clearTimeout(timer);
    found(isEqual, head);
  };
  const onClose = () => clearTimeout(timer);
  const onEnd = () => void socket.destroy();
  socket.on("data", onData).once("end", onEnd).once("close", onClose);
}

/**
 * Calls back with the first line of a connection and all bytes received so far, and pauses the socket. The line is empty if it
 * does not arrive within the time or is longer than `bytesMax`.
 */
export function sniffRequestLine(
  socket: Socket,
  msMax: number,
  bytesMax: number,
  found: (line: string, head: Buffer) => void,
): void {
  let head: Buffer = Buffer.alloc(0);
  const end = (line: string) => {
    socket.off("data", onData).off("end", onEnd).off("close", onClose).pause();
    clearTimeout(timer);
    found(line, head);
  };
  const onData = (chunk: Buffer) => {
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    const length = head.indexOf(10);
    if (length >= 0 || head.length > bytesMax) end(head.toString("latin1", 0, Math.max(0, length)));
  };
  const timer = setTimeout(() => end(""), msMax);
  const onClose = () => clearTimeout(timer);
  const onEnd = () => void socket.destroy();
  socket.on("data", onData).once("end", onEnd).once("close", onClose);
}
