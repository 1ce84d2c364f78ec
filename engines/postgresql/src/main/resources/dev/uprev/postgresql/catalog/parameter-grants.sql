-- extra allowed
-- parts of objects
-- The superuser that initdb has made, of the fixed object id 10, has every privilege without being asked.
-- exists since 15
SELECT '' AS schema, p.parname AS name, 'granted to ' || p.grantee AS part,
       string_agg(p.privilege, ', ' ORDER BY p.privilege) AS privileges
  FROM (SELECT a.parname,
               CASE (x).grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid((x).grantee) END AS grantee,
               (x).privilege_type || CASE WHEN (x).is_grantable THEN ' with grant option' ELSE '' END AS privilege
          FROM (SELECT parname, aclexplode(paracl) AS x FROM pg_parameter_acl) a
         WHERE (x).grantee <> 10) p
 WHERE p.grantee !~ '^pg_'
 GROUP BY p.parname, p.grantee
