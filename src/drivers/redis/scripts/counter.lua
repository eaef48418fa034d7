-- isCounter(text): whether a value is a decimal 64-bit integer. sumOf(a, b): the sum of two, or nil if it does not fit.
-- Lua counts in doubles, so each number is taken as two halves of nine digits.
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
end
