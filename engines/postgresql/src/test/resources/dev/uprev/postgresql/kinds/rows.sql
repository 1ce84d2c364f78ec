INSERT INTO safe VALUES
    (-32768, -2147483648, -9223372036854775808, 'NaN', '-Infinity', 'NaN', 1.50, true, '\x00ff0a5c',
     '4713-01-01 BC', '24:00', '12:34:56.789+05:30', 'infinity', '294276-12-31 23:59:59.999999+00',
     '-1 year 2 months -3 days 04:05:06.7', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '(1.1,-0)',
     '<(1,2),3.3>', '::1/64', '10.0.0.0/8', '08:00:2b:01:02:03', B'101', '-12.34', '{1,NULL,3}',
     '{0.1,1e300,NaN}', '[1,5)', 4294967295),
    (0, 0, 0, 0.1, 0.1, 12345678901234567890.000100, 0, false, '', '5874897-12-31', '00:00', '00:00-12',
     '-infinity', 'epoch', '0', '00000000-0000-0000-0000-000000000000', '(0,0)', '<(0,0),0>', '0.0.0.0',
     '::/0', '00:00:00:00:00:00', B'', '0', '{}', '{}', 'empty', 0),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO texts VALUES (E'a\tb\nc\\d\r\x01', 'v', 'c ', 'x', 'name', '{"a" : [1, 2]}', 'very ''happy''',
    ARRAY['a,b', NULL, '"']), ('', '', '', '', '', '[]', 'sad', '{}'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (E'\\N', E'\\.', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO as_text SELECT random() * 10 ^ (n % 40 - 20), random() * 10 ^ (n % 20 - 10),
    ARRAY[random(), n / 3.0, 1e15 * n, NULL], ROW(random(), n)::pair, ARRAY[ROW(n / 7.0, n)::pair],
    point(n / 9.0, -n), ('a & b' || n)::tsquery, '{sad,NULL}', n * interval '1.5 hours',
    '2020-01-01 00:00:00+00'::timestamptz + n * interval '7 hours', decode(md5(n::text), 'hex')
    FROM generate_series(1, 2000) n;
INSERT INTO as_text VALUES ('NaN', 'Infinity', '{-0,NaN,-Infinity}', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd ""Name""" VALUES (1, 'one'), (2, NULL);
ALTER TABLE no_columns ADD x int;
INSERT INTO no_columns VALUES (1), (2), (3);
ALTER TABLE no_columns DROP x;
INSERT INTO fleeting VALUES (1);
INSERT INTO parent VALUES (1), (2);
INSERT INTO child VALUES (3, 4);
