-- parts of objects
-- compared since 13
-- exists since 13
-- Copies of a partitioned table's trigger that are switched on or off in another way than it is.
SELECT n.nspname AS schema, c.relname AS name, 'trigger ' || t.tgname AS part,
       CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'on replicas'
                        ELSE 'always' END AS state
  FROM pg_trigger t
  JOIN pg_trigger u ON u.oid = t.tgparentid AND u.tgenabled <> t.tgenabled
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.tgconstraint = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
