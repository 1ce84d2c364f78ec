-- parts of objects
-- extra allowed
SELECT '' AS schema, r.rolname AS name, 'setting ' || split_part(s.setting, '=', 1) AS part,
       substr(s.setting, strpos(s.setting, '=') + 1) AS value
  FROM (SELECT setrole, unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setdatabase = 0) s
  JOIN pg_roles r ON r.oid = s.setrole
 WHERE r.rolname !~ '^pg_'
