package dev.uprev.postgresql;

import java.util.List;

/**
 * The fields by which a row of a table is known: those of its primary key, or all of them.
 *
 * @param fields their places among the columns that are copied; empty where there is no key
 */
record TableKey(List<Integer> fields) {
    static final TableKey NONE = new TableKey(List.of());

    TableKey {
        fields = List.copyOf(fields);
    }

    boolean isNone() {
        return fields.isEmpty();
    }

    /** A hash of the key, or the given one of the row where there is no key. */
    long hash(RowImage row, long rowHash) {
        if (isNone()) {
            return rowHash;
        }
        long hash = 0;
        for (int field : fields) {
            hash = Long.rotateLeft(hash, 17) * 0x9E3779B97F4A7C15L + row.hash(field);
        }
        return hash;
    }
}
