// The index of the security folder.
export { requireToken } from "./token.ts";
