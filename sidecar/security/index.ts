// The index of the security folder.
export { requireToken, tokenMetadata } from "./token.ts";
