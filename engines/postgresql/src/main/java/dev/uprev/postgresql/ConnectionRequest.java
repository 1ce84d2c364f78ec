package dev.uprev.postgresql;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A connection that is wanted. Immutable.
 *
 * @param database the database to connect to
 * @param purpose a word or two that an administrator sees in {@code pg_stat_activity}, as {@code dump}
 * @param autoCommit whether each statement is a transaction of its own
 * @param readOnly whether the server shall refuse writes, unless a transaction asks for them
 * @param properties more properties of the driver, such as {@code socketFactory}; they win over the usual ones
 */
record ConnectionRequest(
        String database, String purpose, boolean autoCommit, boolean readOnly, SortedMap<String, String> properties) {

    ConnectionRequest {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** Each statement is a transaction of its own and may write. */
    static ConnectionRequest of(String database, String purpose) {
        return new ConnectionRequest(database, purpose, true, false, new TreeMap<>());
    }

    /** Transactions are begun by the first statement and ended by the caller. */
    ConnectionRequest inTransactions() {
        return new ConnectionRequest(database, purpose, false, readOnly, properties);
    }

    ConnectionRequest readingOnly() {
        return new ConnectionRequest(database, purpose, autoCommit, true, properties);
    }

    ConnectionRequest with(String property, String value) {
        SortedMap<String, String> more = new TreeMap<>(properties);
        more.put(property, value);
        return new ConnectionRequest(database, purpose, autoCommit, readOnly, more);
    }
}
