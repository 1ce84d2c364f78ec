-- parts of objects
SELECT '' AS schema, '' AS name,
       'setting ' || split_part(s.setting, '=', 1) || coalesce(' of role ' || r.rolname, '') AS part,
       substr(s.setting, strpos(s.setting, '=') + 1) AS value
  FROM (SELECT setrole, unnest(setconfig) AS setting
          FROM pg_db_role_setting
         WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())) s
  LEFT JOIN pg_roles r ON r.oid = s.setrole
 WHERE s.setrole = 0 OR r.rolname !~ '^pg_'
