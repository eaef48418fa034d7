-- load(key): the value stored under a key: {} if there is none; otherwise its kind (STORED_HASH, STORED_TEXT, STORED_JSON)
-- and version, or `corrupt`, a description of the problem. A corrupt record that still shows that it was a record (`wasRecord`) may be
-- replaced or removed blindly; anything else may not. dataOf(key, record) is its value, show(key, record) the whole record.
local function loadJson(key)
  local reply = redis.pcall('JSON.GET', key, '$.version', '$["first-write"]')
  if type(reply) ~= 'string' then return {corrupt = 'is a JSON document that this server cannot read'} end
  local isRead, paths = pcall(cjson.decode, reply)
  local version = isRead and paths['$.version'] and paths['$.version'][1]
  if type(version) ~= 'number' or version < 0 or version ~= math.floor(version) then
    return {corrupt = 'is a JSON document without a version'}
  end
  local text = string.format('%.0f', version)
  if not isVersion(text) then return {corrupt = 'has a version that is not a number, or is too large'} end
  local data = redis.call('JSON.GET', key, '$.data')
  if data == '[]' then return {corrupt = 'is a JSON document without data'} end
  local hasMark = #paths['$["first-write"]'] > 0
  return {kind = STORED_JSON, version = text, hasFirstWriteMark = hasMark, value = string.sub(data, 2, -2)}
end

local function corruptHash(key, text)
  local fields = redis.call('HMGET', key, 'p:meta', 'data', 'version')
  return {corrupt = text, wasRecord = fields[1] or (fields[2] and fields[3])}
end

local function load(key)
  local fields = redis.pcall('HMGET', key, 'version', 'first-write', 'p:created')
  if not fields.err then
    local version = fields[1]
    if version then
      if not isVersion(version) then return corruptHash(key, 'has a version that is not a number, or is too large') end
      return {kind = STORED_HASH, version = version, hasFirstWriteMark = fields[2], created = fields[3]}
    end
    if redis.call('EXISTS', key) == 0 then return {} end
    return corruptHash(key, 'is a hash without a version')
  end
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' then
    local value = redis.call('GET', key)
    return {kind = STORED_TEXT, version = 'sha1-' .. redis.sha1hex(value), value = value}
  end
  if kind == 'ReJSON-RL' then return loadJson(key) end
  return {corrupt = 'is a ' .. kind}
end

local function dataOf(key, record)
  return record.value or redis.call('HGET', key, 'data')
end

local function show(key, record)
  local meta = record.kind == STORED_HASH and redis.call('HGET', key, 'p:meta')
  return {record.kind, dataOf(key, record) or '', record.version, meta or '', record.created or '', expireAt(key)}
end
