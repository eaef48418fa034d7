-- expireAt(key): when a key expires, in ms, or EXPIRY_NONE. For Redis 7 and Valkey, which have PEXPIRETIME.
local function expireAt(key)
  local at = redis.call('PEXPIRETIME', key)
  return at >= 0 and string.format('%.0f', at) or EXPIRY_NONE
end
