package dev.uprev.postgresql;

import java.util.Optional;
import java.util.Set;

/** Tells what floating-point numbers the text of a type has in it. */
final class FloatTexts {
    private static final long FLOAT4 = 700;

    /** float8, point, lseg, path, box, polygon, line and circle. */
    private static final Set<Long> OF_DOUBLES = Set.of(701L, 600L, 601L, 602L, 603L, 604L, 628L, 718L);

    /** Of the extensions that come with PostgreSQL, this type writes its numbers as the server does. */
    private static final String CUBE = "cube";

    private final PgTypes types;

    FloatTexts(PgTypes types) {
        this.types = types;
    }

    FloatText of(long oid) {
        if (oid == FLOAT4) {
            return FloatText.SINGLE;
        }
        if (OF_DOUBLES.contains(oid)) {
            return FloatText.DOUBLE;
        }
        Optional<PgType> type = types.find(oid);
        if (type.filter(found -> found.name().equals(CUBE)).isPresent()) {
            return FloatText.DOUBLE;
        }
        return type.map(found -> found.parts().stream().map(this::of).reduce(FloatText.NONE, FloatTexts::both))
                .orElse(FloatText.NONE);
    }

    private static FloatText both(FloatText one, FloatText other) {
        if (one == FloatText.NONE || one == other) {
            return other;
        }
        return other == FloatText.NONE ? one : FloatText.MIXED;
    }
}
