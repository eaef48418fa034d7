// The door of the security room.
export { type Refusal, requireToken, tokenMetadata } from "./token.ts";
