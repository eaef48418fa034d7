-- expireAt(key): when a key expires, in ms, or EXPIRY_NONE. Before Redis 7 only the remaining time can be read; if the
-- time in p:meta agrees with it, that one is exact to the millisecond.
local function expireAt(key)
  local left = redis.call('PTTL', key)
  if left < 0 then return EXPIRY_NONE end
  local time = redis.call('TIME')
  local at = time[1] * 1000 + math.floor(time[2] / 1000) + left
  local meta = redis.pcall('HGET', key, 'p:meta')
  local noted = type(meta) == 'string' and tonumber(string.match(meta, '^%S+ %S+ (%S+)'))
  if noted and math.abs(noted - at) <= 5 then at = noted end
  return string.format('%.0f', at)
end
