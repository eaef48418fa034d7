-- serverTime(): the server's time, as TIME replies, the same for the whole script; TIME costs a microsecond, so it is called
-- only where it is needed. resolved(expiry): the text of an expiry, in which a time to live has become a time in ms.
local time

local function serverTime()
  time = time or redis.call('TIME')
  return time
end

local function resolved(expiry)
  if string.sub(expiry, 1, 1) ~= EXPIRY_AFTER then return expiry end
  local now = serverTime()
  return string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000) + string.sub(expiry, 2))
end
