-- exists since 9.6
SELECT '' AS schema, m.amname AS name, 'access method' AS part,
       CASE m.amtype WHEN 'i' THEN 'index' ELSE 'table' END AS type,
       m.amhandler::text AS handler,
       obj_description(m.oid, 'pg_am') AS comment
  FROM pg_am m
 WHERE m.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_am'::regclass AND e.objid = m.oid AND e.deptype = 'e')
