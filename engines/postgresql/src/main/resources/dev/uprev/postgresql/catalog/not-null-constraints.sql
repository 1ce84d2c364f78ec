-- parts of objects
-- compared since 18
-- exists since 18
SELECT n.nspname AS schema, c.relname AS name, 'constraint ' || k.conname AS part,
       pg_get_constraintdef(k.oid) AS "definition~",
       CASE WHEN NOT c.relispartition THEN NOT k.conislocal END AS inherited,
       obj_description(k.oid, 'pg_constraint') AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'n'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
