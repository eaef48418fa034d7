// A server program in a container, for machines with a Docker daemon. The
// container shares the host's network and the temporary folder, so that the rest
// of the set-up can treat it as an ordinary program.
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import type { ServerProgram } from "./server-source.ts";

/** Returns the version of the Docker daemon; throws if none is running (a `docker` command alone is not enough). */
export function dockerVersion(): string {
  const args = ["version", "--format", "{{.Server.Version}}"];
  return execFileSync("docker", args, {
    encoding: "utf8",
    timeout: 10_000,
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

/** Returns a program that runs `entry` in `image`. Throws without a running daemon, and on other systems than Linux. */
export function dockerProgram(image: string, entry: string): ServerProgram {
  const version = dockerVersion();
  if (process.platform !== "linux") throw new Error("containers can share the host's network only on Linux");
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const folder = tmpdir();
  return {
    from: "docker",
    version: `${image} on Docker ${version}`,
    command: "docker",
    leading: [
      "run",
      "--rm",
      "--network",
      "host",
      "--user",
      user,
      "-v",
      `${folder}:${folder}`,
      "--entrypoint",
      entry,
      image,
    ],
  };
}
