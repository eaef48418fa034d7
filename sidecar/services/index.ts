// The index of the services folder: every service of the port as routes.
export { createServices } from "./services.ts";
