SELECT n.nspname AS schema, c.collname AS name, 'collation' AS part,
       pg_get_userbyid(c.collowner) AS owner,
       CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' -- since 10
       END AS provider, -- since 10
       NOT c.collisdeterministic AS "not deterministic", -- since 12
       CASE c.collprovider WHEN 'i' THEN c.collcollate END AS "locale@16", -- since 10, before 15
       c.colliculocale AS "locale@16", -- since 15, before 17
       c.colllocale AS "locale@16", -- since 17
       CASE c.collprovider WHEN 'c' THEN c.collcollate END AS collate, -- since 10
       CASE c.collprovider WHEN 'c' THEN c.collctype END AS "character classes", -- since 10
       c.collcollate AS collate, -- before 10
       c.collctype AS "character classes", -- before 10
       c.collicurules AS rules, -- since 16
       obj_description(c.oid, 'pg_collation') AS comment
  FROM pg_collation c
  JOIN pg_namespace n ON n.oid = c.collnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
