// Reimplements how daprd reads and writes on Redis in hash mode: the other half of
// a mixed fleet. Dapr's layout is described in src/drivers/redis/README.md.
import type { Redis } from "ioredis";

const set = `
local version = redis.call('HGET', KEYS[1], 'version')
local flag = redis.call('HGET', KEYS[1], 'first-write')
if not version or version == '' or version == ARGV[1] or (not flag and ARGV[1] == '0') then
  redis.call('HSET', KEYS[1], 'data', ARGV[2])
  if ARGV[3] == '0' then redis.call('HSET', KEYS[1], 'first-write', 0) end
  return redis.call('HINCRBY', KEYS[1], 'version', 1)
end
return redis.error_reply('failed to set key ' .. KEYS[1])`;

const remove = `
local version = redis.call('HGET', KEYS[1], 'version')
if not version or version == '' or version == ARGV[1] or ARGV[1] == '0' then return redis.call('DEL', KEYS[1]) end
return redis.error_reply('failed to delete ' .. KEYS[1])`;

const setDocument = `
local function at(path)
  local text = redis.pcall('JSON.GET', KEYS[1], path)
  return type(text) == 'string' and text or nil
end
local version = at('.version') or ARGV[1]
if version ~= ARGV[1] and (at('.first-write') or ARGV[1] ~= '0') then
  return redis.error_reply('failed to set key ' .. KEYS[1])
end
redis.call('JSON.SET', KEYS[1], '$', '{"data":' .. ARGV[2] .. '}')
if ARGV[3] == '0' then redis.call('JSON.SET', KEYS[1], '.first-write', 0) end
redis.call('JSON.SET', KEYS[1], '.version', version + 1)
return version + 1`;

/** Saves a JSON document as daprd does where the server supports them. Resolves to the version; rejects on a mismatch. */
export async function daprSaveDocument(
  client: Redis,
  key: string,
  json: string,
  how: DaprSave = {},
): Promise<string> {
  const flag = how.isFirstWrite === true ? "0" : "1";
  return String(await client.eval(setDocument, 1, key, how.etag ?? "0", json, flag));
}

/** The options of a save by daprd. */
export interface DaprSave {
  readonly etag?: string;
  readonly isFirstWrite?: boolean;
  readonly ttlInSeconds?: number;
}

/** Saves as daprd does: first the script, then a separate command for the expiry. Resolves to the version; rejects on a mismatch. */
export async function daprSave(
  client: Redis,
  key: string,
  value: string,
  how: DaprSave = {},
): Promise<string> {
  const flag = how.isFirstWrite === true ? "0" : "1";
  const version = await client.eval(set, 1, key, how.etag ?? "0", value, flag);
  if (how.ttlInSeconds !== undefined && how.ttlInSeconds > 0) await client.expire(key, how.ttlInSeconds);
  if (how.ttlInSeconds !== undefined && how.ttlInSeconds <= 0) await client.persist(key);
  return String(version);
}

/** Deletes as daprd does. Rejects on a mismatch. */
export async function daprDelete(client: Redis, key: string, etag = "0"): Promise<void> {
  await client.eval(remove, 1, key, etag);
}

/** Reads as daprd does; resolves to data and etag. */
export async function daprGet(
  client: Redis,
  key: string,
): Promise<{ data: string; etag: string } | undefined> {
  const fields = await client.hgetall(key);
  if (Object.keys(fields).length === 0) return undefined;
  if (fields.data === undefined || fields.version === undefined)
    throw new Error("required hash field 'data' or 'version' was not found");
  return { data: fields.data, etag: fields.version };
}
