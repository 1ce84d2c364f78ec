-- Tells of every key in every database its name, and in the next line its value and the minute in which it expires, in
-- words that are the same in all versions.
local now = redis.call('TIME')
local clock = now[1] * 1000 + now[2] / 1000

local function printable(text)
  return (string.gsub(text, '[^%w%p ]', function(c) return string.format('<%02x>', string.byte(c)) end))
end

local function sorted(list, step)
  local members = {}
  for i = 1, #list, step do
    members[#members + 1] = table.concat(list, '=', i, i + step - 1)
  end
  table.sort(members)
  return table.concat(members, ',')
end

-- what follows a name in a list of names and values
local function field(list, name)
  for i = 1, #list, 2 do
    if list[i] == name then
      return list[i + 1]
    end
  end
end

local function stream(key)
  local text = {}
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do
    text[#text + 1] = entry[1] .. ':' .. table.concat(entry[2], '=')
  end
  text[#text + 1] = 'last ' .. field(redis.call('XINFO', 'STREAM', key), 'last-generated-id')
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
    local name = field(group, 'name')
    text[#text + 1] = 'group ' .. name .. ' after ' .. field(group, 'last-delivered-id')
    for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', key, name)) do
      text[#text + 1] = 'consumer ' .. field(consumer, 'name')
    end
    for _, pending in ipairs(redis.call('XPENDING', key, name, '-', '+', 1000)) do
      text[#text + 1] = pending[1] .. ' of ' .. pending[2] .. ' times ' .. pending[4]
    end
  end
  return table.concat(text, ',')
end

local values = {
  string = function(key) return redis.call('GET', key) end,
  list = function(key) return table.concat(redis.call('LRANGE', key, 0, -1), ',') end,
  set = function(key) return sorted(redis.call('SMEMBERS', key), 1) end,
  hash = function(key) return sorted(redis.call('HGETALL', key), 2) end,
  zset = function(key)
    local ranks = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
    for i = 2, #ranks, 2 do
      ranks[i] = string.format('%.17g', tonumber(ranks[i]))
    end
    return table.concat(ranks, ',')
  end,
  stream = stream,
}

local contents = {}
for database = 0, 15 do
  redis.call('SELECT', database)
  for _, key in ipairs(redis.call('KEYS', '*')) do
    local kind = redis.call('TYPE', key).ok
    local left = redis.call('PTTL', key)
    local expires = left < 0 and 'never' or 'in minute ' .. math.floor((clock + left) / 60000)
    contents[#contents + 1] = database .. '/' .. printable(key)
    contents[#contents + 1] = kind .. ' ' .. redis.sha1hex(values[kind](key)) .. ' expires ' .. expires
  end
end
return contents
