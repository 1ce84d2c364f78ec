package dev.uprev.plan;

/**
 * Something that is not the same on both sides.
 *
 * @param object what it is about, as in {@code shop.public.orders}
 * @param aspect which property of it, as in {@code rows} or {@code index orders_day_idx}
 * @param source what the source has
 * @param target what the target has
 */
public record Difference(String object, String aspect, String source, String target) {
    @Override
    public String toString() {
        return object + ": " + aspect + " is " + source + " on the source and " + target + " on the target";
    }
}
