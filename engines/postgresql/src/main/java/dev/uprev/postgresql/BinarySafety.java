package dev.uprev.postgresql;

import java.util.Map;
import java.util.Optional;

/**
 * Which values the binary form of COPY carries from any release since 9.2 to any later one. Only types that every
 * server has by itself, whose numbers in {@code pg_type} are fixed and whose binary form has not changed, and what is
 * made of them without a type's number in the value; all others go as text.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat">pg_type.dat</a>
 */
final class BinarySafety {
    /** What a binary form depends on. */
    private enum Form {
        /** Nothing. */
        FIXED,
        /** The encoding, in which the two sides would have to agree with the session. */
        TEXT,
        /** How the server was built: before 10, times could be floating-point numbers. */
        TIME
    }

    private static final Map<Long, Form> BUILT_IN = Map.ofEntries(
            Map.entry(16L, Form.FIXED), // bool
            Map.entry(17L, Form.FIXED), // bytea
            Map.entry(18L, Form.TEXT), // "char"
            Map.entry(19L, Form.TEXT), // name
            Map.entry(20L, Form.FIXED), // int8
            Map.entry(21L, Form.FIXED), // int2
            Map.entry(23L, Form.FIXED), // int4
            Map.entry(25L, Form.TEXT), // text
            Map.entry(26L, Form.FIXED), // oid
            Map.entry(114L, Form.TEXT), // json
            Map.entry(600L, Form.FIXED), // point
            Map.entry(601L, Form.FIXED), // lseg
            Map.entry(602L, Form.FIXED), // path
            Map.entry(603L, Form.FIXED), // box
            Map.entry(604L, Form.FIXED), // polygon
            Map.entry(650L, Form.FIXED), // cidr
            Map.entry(700L, Form.FIXED), // float4
            Map.entry(701L, Form.FIXED), // float8
            Map.entry(718L, Form.FIXED), // circle
            Map.entry(774L, Form.FIXED), // macaddr8
            Map.entry(790L, Form.FIXED), // money
            Map.entry(829L, Form.FIXED), // macaddr
            Map.entry(869L, Form.FIXED), // inet
            Map.entry(1042L, Form.TEXT), // bpchar
            Map.entry(1043L, Form.TEXT), // varchar
            Map.entry(1082L, Form.FIXED), // date
            Map.entry(1083L, Form.TIME), // time
            Map.entry(1114L, Form.TIME), // timestamp
            Map.entry(1184L, Form.TIME), // timestamptz
            Map.entry(1186L, Form.TIME), // interval
            Map.entry(1266L, Form.TIME), // timetz
            Map.entry(1560L, Form.FIXED), // bit
            Map.entry(1562L, Form.FIXED), // varbit
            Map.entry(1700L, Form.FIXED), // numeric
            Map.entry(2950L, Form.FIXED), // uuid
            Map.entry(3802L, Form.TEXT), // jsonb
            Map.entry(3904L, Form.FIXED), // int4range
            Map.entry(3906L, Form.FIXED), // numrange
            Map.entry(3908L, Form.TIME), // tsrange
            Map.entry(3910L, Form.TIME), // tstzrange
            Map.entry(3912L, Form.FIXED), // daterange
            Map.entry(3926L, Form.FIXED)); // int8range

    /** Numbers below are given by hand in the server's sources; those of users begin later. */
    private static final long FIRST_NOT_FIXED = 10_000;

    private final PgTypes types;
    private final boolean utf8;
    private final boolean integerDatetimes;

    /**
     * @param encoding of the source's database
     * @param integerDatetimes the source's setting {@code integer_datetimes}
     */
    BinarySafety(PgTypes types, String encoding, boolean integerDatetimes) {
        this.types = types;
        this.utf8 = encoding.equals("UTF8");
        this.integerDatetimes = integerDatetimes;
    }

    /** Whether binary COPY may carry columns of this type. */
    boolean isSafe(long oid) {
        Optional<PgType> found = types.find(oid);
        if (found.isEmpty()) {
            return false;
        }
        PgType type = found.get();
        return switch (type.kind()) {
            case 'd' -> isSafe(type.base());
            // The label, not a number.
            case 'e' -> utf8;
            // An array names the type of its elements by number, which must therefore be a fixed one.
            default -> oid < FIRST_NOT_FIXED && isSafeBuiltIn(type.element() == 0 ? oid : type.element());
        };
    }

    private boolean isSafeBuiltIn(long oid) {
        return Optional.ofNullable(BUILT_IN.get(oid))
                .filter(form -> form != Form.TEXT || utf8)
                .filter(form -> form != Form.TIME || integerDatetimes)
                .isPresent();
    }
}
