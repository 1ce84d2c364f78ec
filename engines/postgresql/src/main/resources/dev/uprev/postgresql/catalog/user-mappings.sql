-- parts of objects
-- reads pg_user_mapping
SELECT '' AS schema, s.srvname AS name, 'mapping of ' || coalesce(r.rolname, 'PUBLIC') AS part,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(m.umoptions) o) AS "options!"
  FROM pg_user_mapping m
  JOIN pg_foreign_server s ON s.oid = m.umserver
  LEFT JOIN pg_roles r ON r.oid = m.umuser
