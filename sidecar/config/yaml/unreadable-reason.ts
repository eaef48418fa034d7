// Why a file or a folder cannot be read, for messages.

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "cannot be read: permission denied",
  ENOTDIR: "is not a folder",
  EISDIR: "is a folder",
};

/** Why a file or folder cannot be read, as the end of a sentence. */
export function unreadableReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? "cannot be read";
}
