SELECT '' AS schema, 'large object ' || m.oid AS name, 'large object' AS part,
       pg_get_userbyid(m.lomowner) AS owner,
       obj_description(m.oid, 'pg_largeobject') AS comment
  FROM pg_largeobject_metadata m
