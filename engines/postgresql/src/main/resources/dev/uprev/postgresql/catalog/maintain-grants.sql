-- parts of objects
-- compared since 17
-- exists since 17
-- What differs from the privileges that an object has by default.
WITH acls AS (
        SELECT n.nspname AS schema, c.relname AS name, ''::text AS prefix, c.relacl AS acl,
               acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner) AS usual
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
),
has AS (
        SELECT schema, name, prefix, (x).grantee, (x).privilege_type, (x).is_grantable
          FROM (SELECT schema, name, prefix, aclexplode(acl) AS x FROM acls WHERE acl IS NOT NULL) a
         WHERE (x).privilege_type = 'MAINTAIN'),
usual AS (
        SELECT schema, name, prefix, (x).grantee, (x).privilege_type, (x).is_grantable
          FROM (SELECT schema, name, prefix, aclexplode(usual) AS x FROM acls WHERE acl IS NOT NULL) a
         WHERE (x).privilege_type = 'MAINTAIN'),
changes AS (
        SELECT 'granted to '::text AS verb, g.* FROM (SELECT * FROM has EXCEPT SELECT * FROM usual) g
        UNION ALL
        SELECT 'revoked from '::text AS verb, r.* FROM (SELECT * FROM usual EXCEPT SELECT * FROM has) r)
SELECT schema, name,
       prefix || verb || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END AS part,
       string_agg(privilege_type || CASE WHEN is_grantable THEN ' with grant option' ELSE '' END, ', '
                  ORDER BY privilege_type) AS privileges
  FROM changes
 GROUP BY schema, name, prefix, verb, grantee
