// The door of the HTTP room.
export { type AdminOptions, type AdminServer, type HttpRoute, serveAdmin } from "./admin.ts";
export type { HttpApi, HttpApiRequest } from "./api-request.ts";
export { type HttpAddress, HttpListenError } from "./listen.ts";
export { type HttpReply, jsonReply, textReply } from "./reply.ts";
