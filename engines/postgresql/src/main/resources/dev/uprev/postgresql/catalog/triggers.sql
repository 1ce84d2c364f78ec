-- parts of objects
SELECT n.nspname AS schema, c.relname AS name, 'trigger ' || t.tgname AS part,
       replace(pg_get_triggerdef(t.oid), ' EXECUTE PROCEDURE ', ' EXECUTE FUNCTION ') AS "definition~",
       CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'on replicas' ELSE 'always'
       END AS state,
       obj_description(t.oid, 'pg_trigger') AS comment
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
   AND t.tgparentid = 0 -- since 15
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE (e.classid = 'pg_class'::regclass AND e.objid = c.oid
                           OR e.classid = 'pg_trigger'::regclass AND e.objid = t.oid) AND e.deptype = 'e')
