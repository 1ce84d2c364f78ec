-- parts of objects
-- extra allowed
-- reads pg_authid
SELECT '' AS schema, r.rolname AS name, 'password' AS part, r.rolpassword AS "verifier!"
  FROM pg_authid r
 WHERE r.rolname !~ '^pg_' AND r.rolpassword IS NOT NULL
