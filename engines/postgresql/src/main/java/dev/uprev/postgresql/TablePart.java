package dev.uprev.postgresql;

import java.util.OptionalLong;

/** Which rows of a table are meant. The parts of a table together are the whole, and no row is in two of them. */
sealed interface TablePart {
    /** All rows. */
    TablePart WHOLE = new Whole();

    /** The condition, as it stands behind WHERE; empty for all rows. */
    String condition();

    /** See {@link #WHOLE}. */
    record Whole() implements TablePart {
        @Override
        public String condition() {
            return "";
        }
    }

    /**
     * Rows that lie in some pages of the table's file. Fast from version 14 on; before, the server reads all pages.
     *
     * @param from the first page
     * @param end the page behind the last one; absent where the part goes to the end of the file
     */
    record Pages(long from, OptionalLong end) implements TablePart {
        @Override
        public String condition() {
            String start = "ctid >= '(" + from + ",0)'::pg_catalog.tid";
            return end.isEmpty() ? start : start + " AND ctid < '(" + end.getAsLong() + ",0)'::pg_catalog.tid";
        }
    }

    /**
     * Rows by an integer column that is never NULL and has an index.
     *
     * @param column its name
     * @param from the lowest value; absent where the part begins with the lowest there is
     * @param end the value behind the highest one; absent where the part goes up to the highest there is
     */
    record Keys(String column, OptionalLong from, OptionalLong end) implements TablePart {
        @Override
        public String condition() {
            String key = SqlNames.identifier(column);
            String start = from.isEmpty() ? "" : key + " >= " + from.getAsLong();
            String stop = end.isEmpty() ? "" : key + " < " + end.getAsLong();
            return start + (start.isEmpty() || stop.isEmpty() ? "" : " AND ") + stop;
        }
    }
}
