-- parts of objects
-- exists since 15
SELECT '' AS schema, p.pubname AS name, 'schema ' || n.nspname AS part
  FROM pg_publication_namespace r
  JOIN pg_publication p ON p.oid = r.pnpubid
  JOIN pg_namespace n ON n.oid = r.pnnspid
