-- Versions are whole numbers. One of 10^15 or more was started from a clock in microseconds (since the year 2001), so
-- adding one makes a new one. A smaller one was counted from 1 by Dapr; it jumps to the clock, so that it never occurs
-- again after the record was deleted. The upper limit keeps versions exact in Lua's doubles.
local function isVersion(text)
  return string.find(text, '^%d+$') and #text <= 16 and tonumber(text) < 9007199254740990
end

local function nextVersion(version)
  local count = version and tonumber(version)
  if not count or count < 1000000000000000 then
    local time = serverTime()
    count = math.max(time[1] * 1000000 + time[2], count or 0)
  end
  return string.format('%.0f', count + 1)
end
