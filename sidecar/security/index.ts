// The door of the security room.
export { type Refusal, requireToken, tokenCheck, tokenMetadata } from "./token.ts";
