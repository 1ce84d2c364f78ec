-- parts of objects
-- What differs from the privileges that an object has by default.
WITH acls AS (
        SELECT ''::text AS schema, ''::text AS name, ''::text AS prefix, d.datacl AS acl,
               acldefault('d', d.datdba) AS usual
          FROM pg_database d
         WHERE d.datname = current_database()
        UNION ALL
        SELECT '', n.nspname, '', n.nspacl, acldefault('n', n.nspowner)
          FROM pg_namespace n
         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
        UNION ALL
        SELECT n.nspname, c.relname, '', c.relacl,
               acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner)
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
        UNION ALL
        SELECT n.nspname, c.relname, 'column ' || a.attname || ' ', a.attacl, NULL::aclitem[]
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
        UNION ALL
        SELECT n.nspname,
               p.proname || '('
                       || coalesce((SELECT string_agg(replace(format_type(p.proargtypes[i], NULL), '"', ''), ', '
                                                      ORDER BY i)
                                      FROM generate_series(0, p.pronargs - 1) i), '')
                       || ')',
               '', p.proacl, acldefault('f', p.proowner)
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.proacl IS NOT NULL
           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
        UNION ALL
        SELECT n.nspname, t.typname, '', t.typacl, acldefault('T', t.typowner)
          FROM pg_type t
          JOIN pg_namespace n ON n.oid = t.typnamespace
         WHERE t.typacl IS NOT NULL
           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
        UNION ALL
        SELECT '', l.lanname, '', l.lanacl, acldefault('l', l.lanowner)
          FROM pg_language l
         WHERE l.oid >= 16384 AND l.lanpltrusted
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
        UNION ALL
        SELECT '', f.fdwname, '', f.fdwacl, acldefault('F', f.fdwowner)
          FROM pg_foreign_data_wrapper f
         WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = f.oid
                              AND e.deptype = 'e')
        UNION ALL
        SELECT '', s.srvname, '', s.srvacl, acldefault('S', s.srvowner)
          FROM pg_foreign_server s
         WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
        UNION ALL
        SELECT '', 'large object ' || m.oid, '', m.lomacl, acldefault('L', m.lomowner)
          FROM pg_largeobject_metadata m
         WHERE m.lomacl IS NOT NULL
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
