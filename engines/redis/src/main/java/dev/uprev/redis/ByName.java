package dev.uprev.redis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Things by their names; of several with one name the first. */
final class ByName {
    private ByName() {}

    static <T> Map<String, T> of(Collection<T> things, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        things.forEach(thing -> byName.putIfAbsent(name.apply(thing), thing));
        return byName;
    }
}
