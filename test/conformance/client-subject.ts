// A client of a real server with the full stack, over a connection that a test
// can freeze. Services and store use the same clock, so that a time to live that
// the client sends becomes the time that the suite expects.
import { connect as connectSocket, createServer, type Socket } from "node:net";
import { StateClient } from "@pillion/client";
import { createServices } from "../../sidecar/services/index.ts";
import { createStoreDirectory } from "../../sidecar/stores/index.ts";
import { keySeparator, messageBytesMaxDefault, type StateStore, systemClock } from "../../src/index.ts";
import { guard } from "../../src/layers/guard.ts";
import { stack } from "../../src/layers/layer.ts";
import { namespace } from "../../src/layers/namespace.ts";
import { observe } from "../../src/layers/observe.ts";
import { connectBy, serve as serveRoutes } from "../transports/transport.ts";
import { ClientStore } from "./client-store.ts";
import type { Exceptions, OpenSubject } from "./subject.ts";

const app = "shop";

/** The largest value that fits a message of 4 MiB with the longest key and every other field. */
export const valueBytesMax = messageBytesMaxDefault - 8 * 1024;

/** Clauses that the API cannot express, on any store. */
export const wireExceptions: Exceptions = {
  C13: "requests contain only the idempotency key: the sidecar chooses its fingerprint and its 24 hours; see client.test.ts in test/e2e",
  E3: "requests contain a time to live of at least 1 ms, never a time, so that no expiry can be in the past",
};

/** Wraps a driver's store with the layers of the sidecar. */
export function fullStack(driver: StateStore): StateStore {
  return stack(driver, { observe: observe(() => {}), guard: guard(), namespace: namespace(app) });
}

/** Opens a client of this store. */
export async function openClient(base: OpenSubject): Promise<OpenSubject> {
  let current = await serve(base, base.store);
  const { reopen, corrupt, clock } = base;
  return {
    store: current.store,
    ...(clock && { clock }),
    ...(reopen && {
      reopen: async () => {
        await current.close();
        current = await serve(base, await reopen());
        return current.store;
      },
    }),
    ...(corrupt && { corrupt: (key: string) => corrupt(`${app}${keySeparator}${key}`) }),
    freeze: async () => current.freeze(),
    close: async () => {
      await current.close();
      await base.close();
    },
  };
}

interface Served {
  readonly store: StateStore;
  freeze(): () => Promise<void>;
  close(): Promise<void>;
}

async function serve(subject: OpenSubject, store: StateStore): Promise<Served> {
  const clock = subject.clock ?? systemClock;
  const stores = createStoreDirectory([{ name: "statestore", store }]);
  const routes = createServices({ stores, clock, app, log: () => {} });
  const server = await serveRoutes(routes, { listen: [{ type: "tcp", host: "127.0.0.1", port: 0 }] });
  const proxy = await openProxy(Number(server.addresses[0]?.split(":").at(-1)));
  const client = new StateClient({ transport: connectBy, address: `127.0.0.1:${proxy.port}` });
  const clientStore = new ClientStore(client, store.facts);
  return {
    store: clientStore,
    freeze: proxy.freeze,
    close: async () => {
      await clientStore.close();
      await proxy.close();
      await server.close();
    },
  };
}

/** A TCP proxy that can be frozen. */
async function openProxy(target: number) {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.pipe(other);
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  // Without noDelay each small message waits for the acknowledgement of the previous one.
  const server = createServer({ noDelay: true }, (near) => {
    const far = connectSocket({ port: target, host: "127.0.0.1", noDelay: true });
    keep(near, far);
    keep(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound ? bound.port : 0,
    freeze: () => {
      for (const socket of sockets) socket.pause();
      return async () => {
        for (const socket of sockets) socket.resume();
      };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
