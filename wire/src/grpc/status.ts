// The status codes of gRPC. Their meaning: grpc/grpc doc/statuscodes.md.

/** The seventeen codes of gRPC by name. */
export const statusCode = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

/** One of the seventeen codes. */
export type StatusCode = (typeof statusCode)[keyof typeof statusCode];

const names = Object.keys(statusCode).map((name) => name.replace(/[A-Z]/g, "_$&").toUpperCase());

/** The code's name as gRPC writes it, such as `INVALID_ARGUMENT`; `CODE(n)` for an unknown code. */
export function statusName(code: number): string {
  return names[code] ?? `CODE(${code})`;
}
