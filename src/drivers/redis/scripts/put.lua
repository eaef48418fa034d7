-- Applies one put that returns no previous record, in as few steps as possible. KEYS: the record. ARGV: value,
-- precondition, expiry, label, now, and '1' if it sets Dapr's first-write mark.
-- Replies PUT_REPLACED or PUT_CREATED, directly followed by 'version expiry'; the code of a rejection; or
-- RESULT_UNDECIDED where the transaction script has to decide.
local key, precondition, expiry, now = KEYS[1], ARGV[2], resolved(ARGV[3]), ARGV[5]
local old = redis.pcall('HMGET', key, 'version', 'first-write')
local version, count = old[1], 0
if version then
  if precondition == PRECONDITION_NONE or precondition == PRECONDITION_PRESENT then
    if old[2] then return RESULT_FIRST_WRITE end
  elseif precondition == PRECONDITION_ABSENT then return RESULT_ALREADY_EXISTS
  elseif precondition ~= PRECONDITION_VERSION .. version then return RESULT_CONFLICT end
  count = tonumber(version)
  -- A version that was started from a clock has 16 digits; the transaction script decides about any other.
  if not count or #version ~= 16 or count < 1000000000000000 or count > 9007199254740989 then return RESULT_UNDECIDED end
else
  if old.err or redis.call('EXISTS', key) == 1 then return RESULT_UNDECIDED end
  if precondition == PRECONDITION_PRESENT then return RESULT_MISSING end
  if precondition ~= PRECONDITION_NONE and precondition ~= PRECONDITION_ABSENT then return RESULT_CONFLICT end
  local time = serverTime()
  count = time[1] * 1000000 + time[2]
end
local new = string.format('%.0f', count + 1)
local at = expiry
if expiry == EXPIRY_KEEP then at = version and expireAt(key) or EXPIRY_NONE end
local meta = new .. ' ' .. now .. ' ' .. at .. ' ' .. ARGV[4]
if version then
  redis.call('HSET', key, 'data', ARGV[1], 'version', new, 'p:meta', meta)
  if expiry == EXPIRY_NONE then redis.call('PERSIST', key) end
else
  redis.call('HSET', key, 'data', ARGV[1], 'version', new, 'p:meta', meta, 'p:created', now)
end
if ARGV[6] then redis.call('HSET', key, 'first-write', '0') end
if at ~= EXPIRY_NONE and expiry ~= EXPIRY_KEEP then redis.call('PEXPIREAT', key, at) end
return (version and PUT_REPLACED or PUT_CREATED) .. new .. ' ' .. at
