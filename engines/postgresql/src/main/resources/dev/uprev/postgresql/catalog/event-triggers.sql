-- exists since 9.3
SELECT '' AS schema, t.evtname AS name, 'event trigger' AS part,
       pg_get_userbyid(t.evtowner) AS owner,
       t.evtevent AS event,
       t.evtfoid::regproc::text AS function,
       CASE t.evtenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'on replicas' ELSE 'always'
       END AS state,
       array_to_string(t.evttags, ', ') AS tags,
       obj_description(t.oid, 'pg_event_trigger') AS comment
  FROM pg_event_trigger t
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
