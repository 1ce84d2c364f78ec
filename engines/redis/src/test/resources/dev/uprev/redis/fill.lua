-- Fills an empty server with keys of every type that its version has. The same each time, times to live included, which
-- end far from now and in the middle of a minute.
local streams = ARGV[1] == 'streams'
local century = 4102444800000

for i = 1, 300 do
  redis.call('SET', 'word:' .. i, string.rep('word ', i % 20) .. i)
  if i % 5 == 0 then
    redis.call('PEXPIREAT', 'word:' .. i, century + i * 60000 + 30000)
  end
end
redis.call('SET', 'number', 7)
redis.call('SET', 'empty', '')
redis.call('SET', 'Größe\0\r\n\255', '\0\255\r\n"')
redis.call('SETBIT', 'bits', 9999, 1)
redis.call('PFADD', 'visitors', 'a', 'b', 'c')

for i = 1, 5 do
  redis.call('RPUSH', 'letters', 'a', 'b', 'a', i)
  redis.call('SADD', 'numbers', i * 1000)
  redis.call('SADD', 'names', 'name ' .. i)
  redis.call('ZADD', 'ranks', i / 3, 'rank ' .. i)
  redis.call('HSET', 'prices', 'price ' .. i, i / 7)
end
-- of the same types, but large, since those are kept otherwise
for i = 1, 800 do
  redis.call('RPUSH', 'letters:large', 'element ' .. i % 7)
  redis.call('SADD', 'names:large', 'name ' .. i)
  redis.call('ZADD', 'ranks:large', i % 11 / 3, 'rank ' .. i)
  redis.call('HSET', 'prices:large', 'price ' .. i, string.rep('x', i % 90))
end
redis.call('ZADD', 'ranks', '-inf', 'last', '+inf', 'first')
redis.call('PEXPIREAT', 'prices', century + 30000)

if streams then
  for i = 1, 150 do
    redis.call('XADD', 'events', i .. '-1', 'kind', i % 3, 'text', 'event ' .. i)
  end
  redis.call('XDEL', 'events', '7-1')
  redis.call('XGROUP', 'CREATE', 'events', 'readers', '40-1')
  redis.call('XGROUP', 'CREATE', 'events', 'nobody', '0')
  for i = 31, 40 do
    redis.call('XCLAIM', 'events', 'readers', 'reader ' .. i % 2, 0, i .. '-1', 'TIME', 1700000000000,
        'RETRYCOUNT', i, 'FORCE', 'JUSTID')
  end
end

for _, database in ipairs({3, 15}) do
  redis.call('SELECT', database)
  redis.call('SET', 'elsewhere', 'in database ' .. database)
  redis.call('RPUSH', 'letters', 'z', 'z')
end
return 'OK'
