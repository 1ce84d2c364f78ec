package dev.uprev.postgresql;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object of a catalog, or a part of one such as a column.
 *
 * @param schema its schema; empty where it is in none
 * @param name the name of the object
 * @param part what it is, as in {@code table}, or which part of the object, as in {@code column price}
 * @param properties its properties by label; what is not set is not there
 */
record CatalogEntry(String schema, String name, String part, SortedMap<String, String> properties) {
    /** The order in which a server gives them: by the bytes of their UTF-8 text. */
    static final Comparator<CatalogEntry> ORDER = Comparator.comparing(CatalogEntry::schema, CatalogEntry::compare)
            .thenComparing(CatalogEntry::name, CatalogEntry::compare)
            .thenComparing(CatalogEntry::part, CatalogEntry::compare);

    CatalogEntry {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** The object for people, as in {@code shop.public.orders}. */
    String object(String database) {
        StringBuilder text = new StringBuilder(database);
        for (String each : new String[] {schema, name}) {
            if (!each.isEmpty()) {
                text.append(text.length() == 0 ? "" : ".").append(each);
            }
        }
        return text.toString();
    }

    /** By code points, which is the order of UTF-8; that of UTF-16 is another where surrogates occur. */
    private static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean sameRange = Character.isSurrogate(a) == Character.isSurrogate(b);
                return sameRange ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
