-- exists since 9.6
-- compared since 9.6
-- parts of objects
-- What differs from the privileges that objects of the system or of an extension have at first.
WITH acls AS (
        SELECT n.nspname::text AS schema, c.relname::text AS name, ''::text AS prefix, c.relacl AS acl,
               coalesce(i.initprivs, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END,
                                                c.relowner)) AS usual
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
         WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND (n.nspname = 'pg_catalog'
                OR EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'))
        UNION ALL
        SELECT n.nspname, c.relname, 'column ' || a.attname || ' ', a.attacl, i.initprivs
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = a.attnum
         WHERE a.attacl IS NOT NULL
           AND (n.nspname = 'pg_catalog'
                OR EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'))
        UNION ALL
        SELECT n.nspname,
               p.proname || '('
                   || coalesce((SELECT string_agg(replace(format_type(p.proargtypes[i], NULL), '"', ''), ', '
                                                  ORDER BY i)
                                  FROM generate_series(0, p.pronargs - 1) i), '')
                   || ')',
               '', p.proacl, coalesce(i.initprivs, acldefault('f', p.proowner))
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
          LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid AND i.objsubid = 0
         WHERE p.proacl IS NOT NULL
           AND (n.nspname = 'pg_catalog'
                OR EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'))
        UNION ALL
        SELECT n.nspname, t.typname, '', t.typacl, coalesce(i.initprivs, acldefault('T', t.typowner))
          FROM pg_type t
          JOIN pg_namespace n ON n.oid = t.typnamespace
          LEFT JOIN pg_init_privs i ON i.classoid = 'pg_type'::regclass AND i.objoid = t.oid AND i.objsubid = 0
         WHERE t.typacl IS NOT NULL
           AND (n.nspname = 'pg_catalog'
                OR EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'))
        UNION ALL
        SELECT '', l.lanname, '', l.lanacl, coalesce(i.initprivs, acldefault('l', l.lanowner))
          FROM pg_language l
          LEFT JOIN pg_init_privs i ON i.classoid = 'pg_language'::regclass AND i.objoid = l.oid AND i.objsubid = 0
         WHERE l.lanacl IS NOT NULL AND l.lanpltrusted
           AND (l.oid < 16384
                OR EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e'))
        UNION ALL
        SELECT '', f.fdwname, '', f.fdwacl, coalesce(i.initprivs, acldefault('F', f.fdwowner))
          FROM pg_foreign_data_wrapper f
          LEFT JOIN pg_init_privs i
                 ON i.classoid = 'pg_foreign_data_wrapper'::regclass AND i.objoid = f.oid AND i.objsubid = 0
         WHERE f.fdwacl IS NOT NULL
           AND EXISTS (SELECT 1 FROM pg_depend e
                             WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = f.oid
                               AND e.deptype = 'e')
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
