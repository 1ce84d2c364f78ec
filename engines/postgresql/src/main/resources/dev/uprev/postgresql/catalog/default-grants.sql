-- parts of objects
-- What differs from the privileges that new objects get by default.
WITH acls AS (
        SELECT ''::text AS schema,
               'default privileges of ' || pg_get_userbyid(d.defaclrole) || coalesce(' in ' || n.nspname, '') AS name,
               CASE d.defaclobjtype WHEN 'r' THEN 'tables ' WHEN 'S' THEN 'sequences ' WHEN 'f' THEN 'functions '
                    WHEN 'T' THEN 'types ' WHEN 'n' THEN 'schemas ' ELSE 'large objects ' END AS prefix,
               d.defaclacl AS acl,
               CASE d.defaclnamespace
                    WHEN 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's'::"char" ELSE d.defaclobjtype END,
                                           d.defaclrole)
                    END AS usual
          FROM pg_default_acl d
          LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
),
has AS (
        SELECT schema, name, prefix, (x).grantee, (x).privilege_type, (x).is_grantable
          FROM (SELECT schema, name, prefix, aclexplode(acl) AS x FROM acls WHERE acl IS NOT NULL) a
         WHERE (x).privilege_type <> 'MAINTAIN'),
usual AS (
        SELECT schema, name, prefix, (x).grantee, (x).privilege_type, (x).is_grantable
          FROM (SELECT schema, name, prefix, aclexplode(usual) AS x FROM acls WHERE acl IS NOT NULL) a
         WHERE (x).privilege_type <> 'MAINTAIN'),
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
