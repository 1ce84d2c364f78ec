package dev.uprev.testkit.memory;

/**
 * One write to a server. All that a server holds is the sum of its changes.
 *
 * @param what what is done
 * @param collection to which collection
 * @param value the record or the index; empty where it concerns the whole collection
 */
record Change(Kind what, String collection, String value) {
    enum Kind {
        CREATE,
        DROP,
        INSERT,
        DELETE,
        INDEX
    }

    static Change create(String collection) {
        return new Change(Kind.CREATE, collection, "");
    }

    static Change drop(String collection) {
        return new Change(Kind.DROP, collection, "");
    }

    static Change insert(String collection, String record) {
        return new Change(Kind.INSERT, collection, record);
    }

    static Change delete(String collection, String record) {
        return new Change(Kind.DELETE, collection, record);
    }

    static Change index(String collection, String field) {
        return new Change(Kind.INDEX, collection, field);
    }
}
