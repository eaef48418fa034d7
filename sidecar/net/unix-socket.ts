// Socket files: whether a path can be used for a new one. A file that a dead
// process left behind is removed; one that a process listens on, or that is not
// a socket, is left alone and named in the error.
import { lstat, unlink } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import { type ListenAddress, ListenError } from "./listen-address.ts";

type UnixAddress = Extract<ListenAddress, { type: "unix" }>;

/** Longest path of a socket, in bytes: `sun_path` of Linux without its closing NUL (man 7 unix). */
const socketPathBytesMax = 107;

/** Frees a path for a socket file. Throws ListenError if it is too long, in use, not a socket, or its directory does not exist. */
export async function claimSocketPath(address: UnixAddress): Promise<void> {
  const { path } = address;
  const bytes = Buffer.byteLength(path);
  if (bytes > socketPathBytesMax) {
    throw new ListenError(
      address,
      "too-long",
      `the path has ${bytes} bytes; the limit is ${socketPathBytesMax}`,
    );
  }
  if ((await fileAt(dirname(path))) === undefined) {
    throw new ListenError(address, "not-there", "its directory does not exist");
  }
  for (;;) {
    const before = await fileAt(path);
    if (before === undefined) return;
    if (!before.isSocket()) throw new ListenError(address, "not-a-socket", "the file there is not a socket");
    if (await hasListener(address)) {
      throw new ListenError(address, "in-use", "another process is listening there");
    }
    const after = await fileAt(path);
    // Another process may have put its own socket there meanwhile; that one is checked again.
    if (after === undefined || (after.ino === before.ino && after.ctimeMs === before.ctimeMs)) {
      await unlink(path).catch(ignoreMissing);
      return;
    }
  }
}

const fileAt = (path: string) => lstat(path).catch(ignoreMissing);

function ignoreMissing(thrown: unknown): undefined {
  if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return undefined;
  throw thrown;
}

const probeMsMax = 1_000;

function hasListener(address: UnixAddress): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(address.path);
    const end = (then: () => void) => {
      socket.destroy();
      then();
    };
    // A listener that is too busy to accept counts as listening.
    socket.setTimeout(probeMsMax, () => end(() => resolve(true)));
    socket.once("connect", () => end(() => resolve(true)));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const { code } = error;
      if (code === "ECONNREFUSED" || code === "ENOENT") return end(() => resolve(false));
      if (code === "EAGAIN") return end(() => resolve(true));
      const message =
        code === "EACCES"
          ? "the socket there belongs to another user"
          : "it cannot be determined whether a process listens on the socket there";
      end(() =>
        reject(new ListenError(address, code === "EACCES" ? "not-permitted" : "failed", message, error)),
      );
    });
  });
}
