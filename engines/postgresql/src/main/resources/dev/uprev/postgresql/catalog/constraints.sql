-- parts of objects
-- A partition's copies of a foreign key get other names; the key itself is compared where it was declared.
SELECT n.nspname AS schema, c.relname AS name, 'constraint ' || k.conname AS part,
       pg_get_constraintdef(k.oid) AS "definition~",
       CASE WHEN NOT c.relispartition THEN NOT k.conislocal END AS inherited, -- since 10
       NOT k.conislocal AS inherited, -- before 10
       obj_description(k.oid, 'pg_constraint') AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
   AND (k.contype <> 'f' OR k.conparentid = 0) -- since 11
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
