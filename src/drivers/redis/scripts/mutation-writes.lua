-- Applies one checked mutation. Only commands that neither the record nor the arguments can make fail: Redis undoes
-- nothing. `now` is the caller's clock, in ms.
local now = ARGV[1]

local function timeAfter(key, record, expiry)
  if expiry == EXPIRY_KEEP then return record.kind and expireAt(key) or EXPIRY_NONE end
  return expiry
end

local function setExpiry(key, at)
  if at ~= EXPIRY_NONE then redis.call('PEXPIREAT', key, at) else redis.call('PERSIST', key) end
end

local function writeDraft(key, record, draft, expiry)
  local at = timeAfter(key, record, expiry)
  -- A search index is notified of a removed key, not of a key that a renamed one replaces.
  if record.kind then redis.call('DEL', key) end
  redis.call('RENAME', draft.key, key)
  setExpiry(key, at)
  return draft.version, at
end

-- The server rejects some JSON, but not this: the sum is digits, and load() has found $.data and $.version.
local function addToDocument(key, record, sum, expiry)
  local at = timeAfter(key, record, expiry)
  local version = nextVersion(record.version)
  redis.call('JSON.SET', key, '$.data', sum)
  redis.call('JSON.SET', key, '$.version', version)
  setExpiry(key, at)
  return version, at
end

-- The label that p:meta has for the stored version.
local function labelOf(key, record)
  local meta = record.kind == STORED_HASH and redis.call('HGET', key, 'p:meta')
  local noted, label = string.match(meta or '', '^(%S+) %S+ %S+ (.*)$')
  return noted == record.version and label or 'p '
end

local function writeHash(mutation, value, label)
  local key, record = mutation.key, mutation.record
  local at = timeAfter(key, record, mutation.expiry)
  local version = nextVersion(tonumber(record.version) and record.version)
  if not label then label = labelOf(key, record) end
  local drops = record.kind and (record.kind ~= STORED_HASH or hasFlag(mutation, FLAG_CLEAR_FIRST_WRITE))
  if drops then redis.call('DEL', key) end
  local meta = version .. ' ' .. now .. ' ' .. at .. ' ' .. label
  redis.call('HSET', key, 'data', value, 'version', version, 'p:meta', meta)
  local created = record.kind and record.created or not record.kind and now
  if created then redis.call('HSET', key, 'p:created', created) end
  if hasFlag(mutation, FLAG_SET_FIRST_WRITE) then redis.call('HSET', key, 'first-write', '0') end
  setExpiry(key, at)
  return version, at
end

local function touch(key, record, expiry)
  local before = expireAt(key)
  if expiry == EXPIRY_KEEP or expiry == before then return before end
  local meta = record.kind == STORED_HASH and redis.call('HGET', key, 'p:meta')
  local noted, updated, label = string.match(meta or '', '^(%S+) (%S+) %S+ (.*)$')
  if noted == record.version then
    redis.call('HSET', key, 'p:meta', noted .. ' ' .. updated .. ' ' .. expiry .. ' ' .. label)
  end
  setExpiry(key, expiry)
  return expiry
end

-- Returns the version and the expiry that the record has now.
local function write(mutation)
  local key, record, kind = mutation.key, mutation.record, mutation.type
  if mutation.draft then return writeDraft(key, record, mutation.draft, mutation.expiry) end
  if kind == MUTATION_PUT then return writeHash(mutation, mutation.value, mutation.label) end
  if kind == MUTATION_ADD and record.kind == STORED_JSON then
    return addToDocument(key, record, mutation.sum, mutation.expiry)
  end
  if kind == MUTATION_ADD then return writeHash(mutation, mutation.sum, nil) end
  if not record.kind then return '', EXPIRY_NONE end
  if kind == MUTATION_REMOVE then
    redis.call('DEL', key)
    return '', EXPIRY_NONE
  end
  return record.version, kind == MUTATION_TOUCH and touch(key, record, mutation.expiry) or expireAt(key)
end

-- Applies a mutation. Returns its part of the reply: whether the record existed, its version and expiry, and the previous
-- record or the sum where there is one.
local function apply(mutation)
  local existed = mutation.record.kind ~= nil
  local more = mutation.sum or ''
  if existed and hasFlag(mutation, FLAG_RETURN_PREVIOUS) then more = show(mutation.key, mutation.record) end
  local version, at = write(mutation)
  return {existed and 1 or 0, version, at, more}
end
