// A server program inside a container, where a Docker daemon answers. The
// container shares the host's network and the temporary folder, so that the
// rest of the set-up sees an ordinary program.
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import type { ServerProgram } from "./server-source.ts";

/** Version of the Docker daemon; throws if none answers (a `docker` command alone is not enough). */
export function dockerVersion(): string {
  const args = ["version", "--format", "{{.Server.Version}}"];
  return execFileSync("docker", args, {
    encoding: "utf8",
    timeout: 10_000,
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

/** A program that runs `entry` in `image`. Throws if the daemon does not answer or this is no Linux. */
export function dockerProgram(image: string, entry: string): ServerProgram {
  const version = dockerVersion();
  if (process.platform !== "linux") throw new Error("containers share the host's network on Linux only");
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
