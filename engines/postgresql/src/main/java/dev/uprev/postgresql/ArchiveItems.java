package dev.uprev.postgresql;

/**
 * The kinds of items in an archive of PostgreSQL, besides {@code table-data}. Where not said otherwise, an item is
 * named like the database that it is of. Those of JSON lines have one record in each line, see {@link JsonLines}.
 */
final class ArchiveItems {
    /**
     * Roles, memberships and role settings: the script of {@code pg_dumpall --globals-only}. Named {@link #CLUSTER}.
     */
    static final String GLOBALS = "globals";

    /** The name of the item {@link #GLOBALS}. */
    static final String CLUSTER = "cluster";

    /**
     * The schema: the file that {@code pg_dump -Fc -Z0 --schema-only --create} writes; with planner statistics where
     * they are to be imported ({@code --no-data --statistics}).
     */
    static final String SCHEMA = "schema";

    /** JSON lines: {@link SequenceValue}. */
    static final String SEQUENCES = "sequences";

    /** JSON lines: {@link PopulatedView}; where the item is missing, all materialized views are populated. */
    static final String POPULATED_VIEWS = "populated-views";

    /** Pages of large objects. */
    static final String LARGE_OBJECTS = "large-objects";

    /** JSON lines: {@link LargeObjectProperties}, of every large object. */
    static final String LARGE_OBJECT_PROPERTIES = "large-object-properties";

    /** JSON lines: {@link CatalogLine}, all that a comparison with the target needs to know of the database. */
    static final String CATALOG = "catalog";

    /** The same of the server as a whole. Named {@link #CLUSTER}. */
    static final String SERVER_CATALOG = "server-catalog";

    private ArchiveItems() {}
}
