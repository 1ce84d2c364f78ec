-- extra allowed
SELECT '' AS schema, r.rolname AS name, 'role' AS part,
       r.rolsuper AS superuser,
       NOT r.rolinherit AS "not inheriting",
       r.rolcreaterole AS "creates roles",
       r.rolcreatedb AS "creates databases",
       r.rolcanlogin AS "may log in",
       r.rolreplication AS replication,
       r.rolbypassrls AS "bypasses row security", -- since 9.5
       nullif(r.rolconnlimit, -1) AS "connection limit",
       nullif(r.rolvaliduntil, 'infinity')::text AS "valid until",
       shobj_description(r.oid, 'pg_authid') AS comment
  FROM pg_roles r
 WHERE r.rolname !~ '^pg_'
