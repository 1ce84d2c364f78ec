package dev.uprev.postgresql;

import java.util.Optional;
import java.util.stream.Stream;

/** Looks through causes. */
final class Throwables {
    private static final int DEEPEST = 20;

    private Throwables() {}

    /** The first of this type among an exception and its causes. */
    static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        return chain(error).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The last cause that has a message. */
    static Optional<Throwable> deepest(Throwable error) {
        return chain(error).filter(each -> each.getMessage() != null).reduce((first, next) -> next);
    }

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.<Throwable>iterate(error, each -> each != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
