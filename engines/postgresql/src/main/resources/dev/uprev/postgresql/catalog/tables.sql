SELECT n.nspname AS schema, c.relname AS name,
       CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END AS part,
       pg_get_userbyid(c.relowner) AS owner,
       c.relpersistence = 'u' AS unlogged,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o) AS options,
       (SELECT string_agg(o, ', ' ORDER BY o)
          FROM unnest((SELECT t.reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid)) o) AS "TOAST options",
       format_type(nullif(c.reloftype, 0), NULL) AS "type~",
       (SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
          FROM pg_inherits h WHERE h.inhrelid = c.oid) AS "inheritance~",
       c.relrowsecurity AS "row security", -- since 9.5
       c.relforcerowsecurity AS "forced row security", -- since 9.5
       CASE WHEN c.relkind IN ('r', 'p') -- since 9.4
            THEN CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' END -- since 9.4
       END AS "replica identity", -- since 9.4
       pg_get_partkeydef(c.oid) AS "partition key~", -- since 10
       pg_get_expr(c.relpartbound, c.oid) AS "partition bound~", -- since 10
       (SELECT nullif(a.amname, 'heap') FROM pg_am a WHERE a.oid = c.relam) AS "access method", -- since 12
       (SELECT s.srvname FROM pg_foreign_server s WHERE s.oid = f.ftserver) AS server,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(f.ftoptions) o) AS "foreign options!",
       obj_description(c.oid, 'pg_class') AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
 WHERE c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
