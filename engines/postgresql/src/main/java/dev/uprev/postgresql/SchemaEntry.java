package dev.uprev.postgresql;

import java.util.List;

/**
 * One object of a schema dump: an entry of its table of contents, with the place of its statements in a
 * {@link SchemaScript}.
 *
 * @param id number in the table of contents; the same in every script made from one dump
 * @param type as pg_restore calls it, such as {@code FK CONSTRAINT}
 * @param schema {@code -} where it has none
 * @param name the object's name or description; line breaks in it are blanks
 * @param dependsOn ids of the entries that must be there first, of which some may be in no script
 * @param settings statements that must be in force before, empty for none
 * @param offset where its statements begin
 * @param length their length in bytes
 */
record SchemaEntry(
        int id,
        String type,
        String schema,
        String name,
        List<Integer> dependsOn,
        String settings,
        long offset,
        int length) {
    SchemaEntry {
        dependsOn = List.copyOf(dependsOn);
    }

    /** For people: type and name. */
    @Override
    public String toString() {
        return type + " " + (schema.equals("-") ? "" : schema + ".") + name;
    }
}
