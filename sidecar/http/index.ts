// The door of the HTTP room.
export {
  type AdminOptions,
  type AdminServer,
  type HttpReply,
  type HttpRoute,
  jsonReply,
  serveAdmin,
  textReply,
} from "./admin.ts";
export { type HttpAddress, HttpListenError } from "./listen.ts";
