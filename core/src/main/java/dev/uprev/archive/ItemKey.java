package dev.uprev.archive;

/**
 * What an item of an archive is known by; unique among its completed items.
 *
 * @param kind the engine's own word, such as {@code table} or {@code collection}
 * @param name the engine's own name of the object
 * @param part 0 for the first or only part of it
 */
public record ItemKey(String kind, String name, int part) {
    public ItemKey {
        if (kind.isBlank() || part < 0) {
            throw new IllegalArgumentException("an item needs a kind and a part number from 0: " + kind + " " + part);
        }
    }

    /** As shown to people: {@code table "public.orders"}, and the part where it is not the first. */
    @Override
    public String toString() {
        return kind + " \"" + name + "\"" + (part == 0 ? "" : " part " + part);
    }
}
