// The text of every script. A script checks everything before it changes the
// first record, because Redis undoes nothing. Documents are drafted before that,
// under side keys, which go when a later draft is refused; after it stand only
// commands that neither the record nor the arguments can make fail. Keys and
// values come as KEYS and ARGV only. README.md tells what a record looks like.

/** A script, in the words of servers before Redis 7 and from it on. */
export interface RedisScript {
  readonly name: string;
  /** For any server that has scripts with effects replication: Redis 5 to 6.2. */
  readonly plain: string;
  /** For servers that have PEXPIRETIME: Redis 7, Valkey. */
  readonly modern: string;
}

// expireAt(key): when a key expires, in ms, or '-'. Before Redis 7 only the time that is left can be asked; the time we
// noted with the record, if it is that one, says it to the millisecond.
const modernExpireAt = `
local function expireAt(key)
  local at = redis.call('PEXPIRETIME', key)
  return at >= 0 and string.format('%.0f', at) or '-'
end`;
const plainExpireAt = `
local function expireAt(key)
  local left = redis.call('PTTL', key)
  if left < 0 then return '-' end
  local time = redis.call('TIME')
  local at = time[1] * 1000 + math.floor(time[2] / 1000) + left
  local meta = redis.pcall('HGET', key, 'p:meta')
  local noted = type(meta) == 'string' and tonumber(string.match(meta, '^%S+ %S+ (%S+)'))
  if noted and math.abs(noted - at) <= 5 then at = noted end
  return string.format('%.0f', at)
end`;

// A version is a whole number. From here on it was begun by a clock in microseconds (the year 2001), so that adding one
// keeps it new; one below was counted from 1 by Dapr, and jumps to the clock, so that it is never met again after the
// record was deleted. The limit keeps it exact in Lua's doubles.
const nextVersion = `
local function isVersion(text)
  return string.find(text, '^%d+$') and #text <= 16 and tonumber(text) < 9007199254740990
end
local function nextVersion(version)
  local count = version and tonumber(version)
  if not count or count < 1000000000000000 then
    local time = redis.call('TIME')
    count = math.max(time[1] * 1000000 + time[2], count or 0)
  end
  return string.format('%.0f', count + 1)
end`;

// Applies one put that asks nothing back; `mark` is what it sets besides. KEYS: record. ARGV: value, precondition, expiry,
// label, now. Answers '+version expiry' (it was there), '-version expiry' (it was not), a letter for what refuses it, or '!' where
// the transaction script has to look closer.
const put = (mark: string): string => `
local key, asked, expiry = KEYS[1], ARGV[2], ARGV[3]
local old = redis.pcall('HMGET', key, 'version', 'first-write')
local version, count = old[1], 0
if version then
  if asked == '' or asked == 'p' then
    if old[2] then return 'f' end
  elseif asked == 'a' then return 'a'
  elseif asked ~= '=' .. version then return 'c' end
  count = tonumber(version)
  -- A version that was begun by a clock has 16 digits; any other is looked at closer.
  if not count or #version ~= 16 or count < 1000000000000000 or count > 9007199254740989 then return '!' end
else
  if old.err or redis.call('EXISTS', key) == 1 then return '!' end
  if asked == 'p' then return 'm' end
  if asked ~= '' and asked ~= 'a' then return 'c' end
  local time = redis.call('TIME')
  count = time[1] * 1000000 + time[2]
end
local new = string.format('%.0f', count + 1)
local at = expiry
if expiry == 'k' then at = version and expireAt(key) or '-' end
local meta = new .. ' ' .. ARGV[5] .. ' ' .. at .. ' ' .. ARGV[4]
if version then
  redis.call('HSET', key, 'data', ARGV[1], 'version', new, 'p:meta', meta${mark})
  if expiry == '-' then redis.call('PERSIST', key) end
else
  redis.call('HSET', key, 'data', ARGV[1], 'version', new, 'p:meta', meta, 'p:created', ARGV[5]${mark})
end
if at ~= '-' and expiry ~= 'k' then redis.call('PEXPIREAT', key, at) end
return (version and '+' or '-') .. new .. ' ' .. at`;

// load(key): what is there: {} if nothing; kind hash, text or json; or a fault. dataOf(key, record): its value. A broken
// record that still shows that it was one may be replaced or removed blindly; what never was a record may not.
const load = `
local function loadJson(key)
  local reply = redis.pcall('JSON.GET', key, '$.version', '$["first-write"]')
  if type(reply) ~= 'string' then return {fault = 'is a JSON document that this server cannot read'} end
  local found, paths = pcall(cjson.decode, reply)
  local version = found and paths['$.version'] and paths['$.version'][1]
  if type(version) ~= 'number' or version < 0 or version ~= math.floor(version) then
    return {fault = 'is a JSON document without a version'}
  end
  local text = string.format('%.0f', version)
  if not isVersion(text) then return {fault = 'has a version that is no number or too large'} end
  local data = redis.call('JSON.GET', key, '$.data')
  if data == '[]' then return {fault = 'is a JSON document without data'} end
  local flag = #paths['$["first-write"]'] > 0
  return {kind = 'json', version = text, flag = flag, value = string.sub(data, 2, -2)}
end
local function broken(key, text)
  local marks = redis.call('HMGET', key, 'p:meta', 'data', 'version')
  return {fault = text, wasRecord = marks[1] or (marks[2] and marks[3])}
end
local function load(key)
  local old = redis.pcall('HMGET', key, 'version', 'first-write', 'p:created')
  if not old.err then
    if old[1] then
      if not isVersion(old[1]) then return broken(key, 'has a version that is no number or too large') end
      return {kind = 'hash', version = old[1], flag = old[2], created = old[3]}
    end
    if redis.call('EXISTS', key) == 0 then return {} end
    return broken(key, 'is a hash without a version')
  end
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' then
    local value = redis.call('GET', key)
    return {kind = 'text', version = 'sha1-' .. redis.sha1hex(value), value = value}
  end
  if kind == 'ReJSON-RL' then return loadJson(key) end
  return {fault = 'is a ' .. kind}
end
local function dataOf(key, record)
  return record.value or redis.call('HGET', key, 'data')
end
local function show(key, record)
  local meta = record.kind == 'hash' and redis.call('HGET', key, 'p:meta')
  return {record.kind, dataOf(key, record) or '', record.version, meta or '', record.created or '', expireAt(key)}
end`;

// Reads one key that is not a record of ours as it should be. KEYS: record. Answers nothing, a fault, or the record.
const read = `
local record = load(KEYS[1])
if record.fault then return {'fault', record.fault} end
if not record.kind then return {'none'} end
if not dataOf(KEYS[1], record) then return {'fault', 'is a hash without data'} end
return show(KEYS[1], record)`;

// Sums of 64-bit integers as text: Lua counts in doubles, so each number is taken as two halves of nine digits.
const counter = `
local function isCounter(text)
  if text == '0' then return true end
  if not string.find(text, '^%-?[1-9]%d*$') then return false end
  local negative = string.sub(text, 1, 1) == '-'
  local digits = negative and string.sub(text, 2) or text
  if #digits ~= 19 then return #digits < 19 end
  return digits <= (negative and '9223372036854775808' or '9223372036854775807')
end
local function halves(text)
  local negative = string.sub(text, 1, 1) == '-'
  local digits = negative and string.sub(text, 2) or text
  local high, low = tonumber(string.sub(digits, 1, -10)) or 0, tonumber(string.sub(digits, -9))
  if negative then return -high, -low end
  return high, low
end
local function sumOf(a, b)
  local highA, lowA = halves(a)
  local highB, lowB = halves(b)
  local high, low = highA + highB, lowA + lowB
  if low >= 1000000000 then high, low = high + 1, low - 1000000000 end
  if low <= -1000000000 then high, low = high - 1, low + 1000000000 end
  if high > 0 and low < 0 then high, low = high - 1, low + 1000000000 end
  if high < 0 and low > 0 then high, low = high + 1, low - 1000000000 end
  if high == 0 and low == 0 then return '0' end
  local negative = high < 0 or low < 0
  if negative then high, low = -high, -low end
  if high > 9223372036 then return nil end
  if high == 9223372036 and low > (negative and 854775808 or 854775807) then return nil end
  local text = high > 0 and string.format('%.0f%09.0f', high, low + 0) or string.format('%.0f', low)
  return negative and '-' .. text or text
end`;

// What refuses a mutation, or nil. A record that Dapr's first-write guards takes no put that does not say its version.
const judge = `
local function judge(record, kind, asked, clears)
  if record.fault then return 'fault', record.fault end
  local isThere = record.kind ~= nil
  if asked == 'a' then return isThere and 'a' or nil end
  if asked == 'p' and not isThere then return 'm' end
  if asked == '' or asked == 'p' then
    return kind == 'put' and isThere and record.flag and not clears and 'f' or nil
  end
  return not (isThere and asked == '=' .. record.version) and 'c' or nil
end`;

// draft(key, value, version, isMarked): makes a document of Dapr's form under a key of its own, from where it can be renamed
// to its place: the server may refuse the text of a value, but no renaming. Answers nil where it stands; 'unknown' of a server that has no documents; else
// the server's error. The value is set by itself, so that nothing in it can pass for another member.
const documents = `
local function draft(key, value, version, isMarked)
  local mark = isMarked and '"first-write":0,' or ''
  local made = redis.pcall('JSON.SET', key, '$', '{"data":0,' .. mark .. '"version":' .. version .. '}')
  if not made.err then made = redis.pcall('JSON.SET', key, '$.data', value) end
  if not made.err then return nil end
  return string.find(made.err, '[Uu]nknown .*command') and 'unknown' or made.err
end
-- What the server refused for its own state or the user's rights, as opposed to the text.
local function isOfServer(err)
  for _, word in ipairs({'OOM', 'NOPERM', 'READONLY', 'MISCONF', 'NOREPLICAS', 'CLUSTERDOWN', 'MASTERDOWN'}) do
    if string.find(err, word, 1, true) == 1 then return true end
  end
  return string.find(err, 'permission', 1, true) or string.find(err, "can't run", 1, true)
end`;

// Applies a transaction. KEYS: the records, then the idempotency record if ARGV[2] is not empty, then an index per record if
// ARGV[4] is '1', then a key per put of a document. ARGV: now, fingerprint, when to forget it, index, then six per
// mutation: what, precondition, expiry, letters of what else is asked (s: show what was there, f: set Dapr's first-write
// mark, c: drop the one that is there, j: keep as a document), and two of its own (put: value, label; add: delta, initial).
// Answers 'ok' and a list per mutation: whether it was there, version, expiry, and what was there or the sum;
// or a letter, the index of the mutation from 0, and a text.
const transaction = `
local now, fingerprint = ARGV[1], ARGV[2]
local count = (#ARGV - 4) / 6
local memory = fingerprint ~= '' and KEYS[count + 1]
if memory then
  local before = redis.call('HMGET', memory, 'fingerprint', 'reply')
  if before[1] and before[1] ~= fingerprint then return {'r', 0, ''} end
  if before[1] then
    -- A write, because Valkey's WAIT covers what its own connection wrote: who waits now waits for what was written then.
    redis.call('PEXPIREAT', memory, ARGV[3])
    return cmsgpack.unpack(before[2])
  end
end
local function asks(base, letter)
  return string.find(ARGV[base + 4], letter, 1, true) ~= nil
end
local function isBlind(base)
  local what = ARGV[base + 1]
  if ARGV[base + 2] ~= '' or asks(base, 's') then return false end
  return what == 'remove' or (what == 'put' and ARGV[base + 3] ~= 'k')
end
local records, sums = {}, {}
for i = 1, count do
  local base = 4 + (i - 1) * 6
  local record = load(KEYS[i])
  if record.wasRecord and isBlind(base) then record = {kind = 'broken'} end
  local refusal, text = judge(record, ARGV[base + 1], ARGV[base + 2], asks(base, 'c'))
  if refusal then return {refusal, i - 1, text or ''} end
  if ARGV[base + 1] == 'add' then
    local value = ARGV[base + 6]
    if record.kind then value = dataOf(KEYS[i], record) end
    if not value then return {'fault', i - 1, 'is a hash without data'} end
    if not isCounter(value) then return {'w', i - 1, ''} end
    sums[i] = sumOf(value, ARGV[base + 5])
    if not sums[i] then return {'o', i - 1, ''} end
  end
  records[i] = record
end
local indexed = ARGV[4] == '1' and count + (memory and 1 or 0)
local drafts, draftKeys = {}, {}
for i = 1, count do
  local base = 4 + (i - 1) * 6
  if asks(base, 'j') then
    local key = KEYS[count + (memory and 1 or 0) + (indexed and count or 0) + #draftKeys + 1]
    local version = nextVersion(tonumber(records[i].version) and records[i].version)
    local err = draft(key, ARGV[base + 5], version, asks(base, 'f'))
    if not err then drafts[i] = {key = key, version = version} end
    draftKeys[#draftKeys + 1] = key
    if err and err ~= 'unknown' then
      redis.call('DEL', unpack(draftKeys))
      if isOfServer(err) then return redis.error_reply(err) end
      return {'j', i - 1, ''}
    end
  end
end
local function timeAfter(key, record, expiry)
  if expiry == 'k' then return record.kind and expireAt(key) or '-' end
  return expiry
end
local function setExpiry(key, at)
  if at ~= '-' then redis.call('PEXPIREAT', key, at) else redis.call('PERSIST', key) end
end
local function writeDraft(key, record, made, expiry)
  local at = timeAfter(key, record, expiry)
  -- A search index hears of what is removed, not of what a renamed key takes the place of.
  if record.kind then redis.call('DEL', key) end
  redis.call('RENAME', made.key, key)
  setExpiry(key, at)
  return made.version, at
end
-- Stands among the writes of records, though a server refuses some JSON: the sum is digits, and load has found $.data and
-- $.version in this document.
local function addToDocument(key, record, sum, expiry)
  local at = timeAfter(key, record, expiry)
  local version = nextVersion(record.version)
  redis.call('JSON.SET', key, '$.data', sum)
  redis.call('JSON.SET', key, '$.version', version)
  setExpiry(key, at)
  return version, at
end
local function write(key, record, value, expiry, label, isMarked, clears)
  local at = timeAfter(key, record, expiry)
  local version = nextVersion(tonumber(record.version) and record.version)
  if not label then
    local meta = record.kind == 'hash' and redis.call('HGET', key, 'p:meta')
    local noted, rest = string.match(meta or '', '^(%S+) %S+ %S+ (.*)$')
    label = noted == record.version and rest or 'p '
  end
  if record.kind and (record.kind ~= 'hash' or clears) then redis.call('DEL', key) end
  redis.call('HSET', key, 'data', value, 'version', version, 'p:meta', version .. ' ' .. now .. ' ' .. at .. ' ' .. label)
  local created = record.kind and record.created or not record.kind and now
  if created then redis.call('HSET', key, 'p:created', created) end
  if isMarked then redis.call('HSET', key, 'first-write', '0') end
  setExpiry(key, at)
  return version, at
end
local function touch(key, record, expiry)
  local before = expireAt(key)
  if expiry == 'k' or expiry == before then return before end
  local meta = record.kind == 'hash' and redis.call('HGET', key, 'p:meta')
  local noted, updated, rest = string.match(meta or '', '^(%S+) (%S+) %S+ (.*)$')
  if noted == record.version then
    redis.call('HSET', key, 'p:meta', noted .. ' ' .. updated .. ' ' .. expiry .. ' ' .. rest)
  end
  setExpiry(key, expiry)
  return expiry
end
local reply = {'ok'}
for i = 1, count do
  local base = 4 + (i - 1) * 6
  local key, record, what = KEYS[i], records[i], ARGV[base + 1]
  local version, at, more = record.version or '', '-', ''
  if asks(base, 's') and record.kind then more = show(key, record) end
  if drafts[i] then
    version, at = writeDraft(key, record, drafts[i], ARGV[base + 3])
  elseif what == 'put' then
    version, at = write(key, record, ARGV[base + 5], ARGV[base + 3], ARGV[base + 6], asks(base, 'f'), asks(base, 'c'))
  elseif what == 'add' and record.kind == 'json' then
    version, at = addToDocument(key, record, sums[i], ARGV[base + 3])
    more = sums[i]
  elseif what == 'add' then
    version, at = write(key, record, sums[i], ARGV[base + 3], nil)
    more = sums[i]
  elseif what == 'remove' then
    if record.kind then redis.call('DEL', key) end
    version = ''
  elseif record.kind then
    at = what == 'touch' and touch(key, record, ARGV[base + 3]) or expireAt(key)
  end
  if indexed and what ~= 'check' then
    if redis.call('EXISTS', key) == 1 then redis.call('ZADD', KEYS[indexed + i], 0, key)
    else redis.call('ZREM', KEYS[indexed + i], key) end
  end
  reply[i + 1] = {record.kind and 1 or 0, version, at, more}
end
if memory then
  redis.call('HSET', memory, 'fingerprint', fingerprint, 'reply', cmsgpack.pack(reply))
  redis.call('PEXPIREAT', memory, ARGV[3])
end
return reply`;

// Brings an index in step with some keys. KEYS: index. ARGV: keys, which are in the index or might belong there; they
// are of this server, because a cluster has no index. Answers how many entries changed.
const mend = `
local changed = 0
for i = 1, #ARGV do
  local key = ARGV[i]
  local kind = redis.call('TYPE', key).ok
  if kind == 'hash' or kind == 'string' or kind == 'ReJSON-RL' then
    changed = changed + redis.call('ZADD', KEYS[1], 0, key)
  else
    changed = changed + redis.call('ZREM', KEYS[1], key)
  end
end
return changed`;

function script(name: string, ...parts: readonly string[]): RedisScript {
  const body = parts.join("\n");
  return { name, plain: `${plainExpireAt}\n${body}`, modern: `${modernExpireAt}\n${body}` };
}

/** One put that asks nothing back: the common write, in as few steps as can be. */
export const putScript = script("put", put(""));

/** The same put, which also sets Dapr's first-write mark. */
export const markingPutScript = script("marking-put", put(", 'first-write', '0'"));

/** Any transaction. */
export const transactionScript = script(
  "transaction",
  nextVersion,
  load,
  counter,
  judge,
  documents,
  transaction,
);

/** One record that is not as this driver writes it. */
export const readScript = script("read", nextVersion, load, read);

/** Brings an index in step with keys. */
export const mendScript = script("mend", mend);

/** Every script, for loading. */
export const allScripts: readonly RedisScript[] = [
  putScript,
  markingPutScript,
  transactionScript,
  readScript,
  mendScript,
];
