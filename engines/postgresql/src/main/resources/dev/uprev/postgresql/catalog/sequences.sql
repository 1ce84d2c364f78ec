SELECT n.nspname AS schema, c.relname AS name, 'sequence' AS part,
       pg_get_userbyid(c.relowner) AS owner,
       (SELECT d.refobjid::regclass::text || '.' || a.attname
          FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
           AND d.deptype IN ('a', 'i')) AS "owning column~",
       c.relpersistence = 'u' AS unlogged, -- since 15
       format_type(s.seqtypid, NULL) AS "type~", -- since 10
       'bigint'::text AS "type~", -- before 10
       s.seqstart AS start, -- since 10
       s.seqincrement AS increment, -- since 10
       s.seqmin AS minimum, -- since 10
       s.seqmax AS maximum, -- since 10
       s.seqcache AS cache, -- since 10
       s.seqcycle AS cycle, -- since 10
       obj_description(c.oid, 'pg_class') AS comment
  FROM pg_class c
  JOIN pg_sequence s ON s.seqrelid = c.oid -- since 10
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
