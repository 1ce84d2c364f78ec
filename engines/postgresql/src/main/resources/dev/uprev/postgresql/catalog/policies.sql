-- parts of objects
-- exists since 9.5
SELECT n.nspname AS schema, c.relname AS name, 'policy ' || p.polname AS part,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete'
                     ELSE 'all' END AS command,
       NOT p.polpermissive AS restrictive, -- since 10
       (SELECT string_agg(coalesce(r.rolname, 'PUBLIC'), ', ' ORDER BY r.rolname)
          FROM unnest(p.polroles) o LEFT JOIN pg_roles r ON r.oid = o) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS "using~",
       pg_get_expr(p.polwithcheck, p.polrelid) AS "check~",
       obj_description(p.oid, 'pg_policy') AS comment
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
