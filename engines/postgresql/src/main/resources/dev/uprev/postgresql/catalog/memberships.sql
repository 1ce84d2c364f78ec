-- parts of objects
-- extra allowed
SELECT '' AS schema, m.rolname AS name, 'membership of ' || g.rolname AS part,
       bool_or(a.inherit_option) AS "inherits@16", -- since 16
       bool_or(a.set_option) AS "may set role@16", -- since 16
       bool_or(a.admin_option) AS admin
  FROM pg_auth_members a
  JOIN pg_roles g ON g.oid = a.roleid
  JOIN pg_roles m ON m.oid = a.member
 WHERE m.rolname !~ '^pg_'
 GROUP BY m.rolname, g.rolname
