// The password file of libpq (PostgreSQL documentation, 34.16 "The Password File"):
// lines of `host:port:database:user:password`; the first line that matches counts.
import { readFile, stat } from "node:fs/promises";

/** What a line has to match. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

const fileBytesMax = 1_048_576;

/**
 * The password for a login; undefined if no line matches or the file cannot be read. As in libpq, a file that its group or
 * others may access is not used, and `warn` is called.
 */
export async function passwordInFile(
  file: string,
  login: Login,
  warn: (message: string) => void,
): Promise<string | undefined> {
  try {
    const { mode, size } = await stat(file);
    if ((mode & 0o077) !== 0) {
      warn(
        "the password file is not used, because its group or others may access it; its mode must be 0600 or less",
      );
      return undefined;
    }
    if (size > fileBytesMax) {
      warn(`the password file is not used, because it has ${size} bytes; the limit is ${fileBytesMax}`);
      return undefined;
    }
    return passwordIn(await readFile(file, "utf8"), login);
  } catch {
    return undefined;
  }
}

// Four fields in which `\` precedes a literal character, and the password, which is the rest.
const linePattern = /^((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):(.+)$/;

/** The password for a login in the text of a password file. */
export function passwordIn(text: string, { host, port, database, user }: Login): string | undefined {
  const wanted = [host.startsWith("/") ? "localhost" : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    const [, ...fields] = line.startsWith("#") ? [] : (linePattern.exec(line) ?? []);
    if (fields.length === 0) continue;
    const matches = wanted.every((value, index) => {
      const field = fields[index] ?? "";
      return field === "*" || unescaped(field) === value || (index === 0 && unescaped(field) === host);
    });
    if (matches) return unescaped(fields[4] ?? "");
  }
  return undefined;
}

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, "$1");
}
