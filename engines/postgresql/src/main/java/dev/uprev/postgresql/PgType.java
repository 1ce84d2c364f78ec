package dev.uprev.postgresql;

import java.util.List;

/**
 * A data type, as {@code pg_type} and what belongs to it have it.
 *
 * @param kind {@code b} base type, {@code c} composite, {@code d} domain, {@code e} enum, {@code r} range, {@code m}
 *     multirange, {@code p} pseudo-type
 * @param base what a domain is made of, else 0
 * @param element what an array has in it, else 0
 * @param subtype what a range is made of, else 0
 * @param attributes the types that a composite type is made of
 */
record PgType(long oid, String name, char kind, long base, long element, long subtype, List<Long> attributes) {
    PgType {
        attributes = List.copyOf(attributes);
    }

    /** The types that this one is made of; none where it stands for itself. */
    List<Long> parts() {
        return switch (kind) {
            case 'd' -> List.of(base);
            case 'r' -> List.of(subtype);
            case 'c' -> attributes;
            default -> element == 0 ? List.of() : List.of(element);
        };
    }
}
