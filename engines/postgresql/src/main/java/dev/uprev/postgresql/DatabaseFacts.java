package dev.uprev.postgresql;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen of a database.
 *
 * @param name its name
 * @param encoding such as {@code UTF8}
 * @param collate its {@code LC_COLLATE}
 * @param characters its {@code LC_CTYPE}
 * @param provider who compares its texts: {@code libc}, {@code icu} or {@code builtin}
 * @param locale the locale for icu and builtin, else empty
 * @param takesConnections whether anybody may connect at all
 * @param template whether it is a template
 * @param permitted whether this user may connect
 * @param extensions versions of its extensions by name
 * @param collations collations of {@code pg_catalog}, other than the usual ones, that objects of users need
 * @param owners roles to whom the database or something in it belongs, without predefined ones
 * @param catalog changes when any table, column, index, function or the like does; empty where it was not looked at
 */
record DatabaseFacts(
        String name,
        String encoding,
        String collate,
        String characters,
        String provider,
        String locale,
        boolean takesConnections,
        boolean template,
        boolean permitted,
        SortedMap<String, String> extensions,
        List<String> collations,
        List<String> owners,
        String catalog) {

    DatabaseFacts {
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
        collations = List.copyOf(collations);
        owners = List.copyOf(owners);
    }

    /** Whether it is among those that are taken where none is named. */
    @JsonIgnore
    boolean isUsual() {
        return takesConnections && !template;
    }

    /** The same with what only a connection to the database itself can tell. */
    DatabaseFacts with(
            SortedMap<String, String> seenExtensions,
            List<String> seenCollations,
            List<String> seenOwners,
            String seenCatalog) {
        return new DatabaseFacts(
                name,
                encoding,
                collate,
                characters,
                provider,
                locale,
                takesConnections,
                template,
                permitted,
                seenExtensions,
                seenCollations,
                seenOwners,
                seenCatalog);
    }
}
