// Why a file or a folder cannot be read, for people.

/** Why a file or folder cannot be read, as the end of a sentence. */
export function unreadableReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "is not there";
  if (code === "EACCES") return "may not be read";
  if (code === "ENOTDIR") return "is not a folder";
  return code === "EISDIR" ? "is a folder" : "cannot be read";
}
