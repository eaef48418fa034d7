// The error of a call whose client is not authenticated. It is thrown before the request
// is decoded, and not logged: any client can cause it.

/** A call without valid credentials. The message names what is missing or wrong; it never repeats what was sent. */
export class UnauthenticatedError extends Error {
  override readonly name = "UnauthenticatedError";
}
