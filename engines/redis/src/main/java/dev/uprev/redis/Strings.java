package dev.uprev.redis;

/** Elements that are written as so many strings, without a container. */
final class Strings extends Elements {
    private final RdbInput input;
    private long left;

    Strings(RdbInput input) {
        this.input = input;
    }

    /** The next elements are so many strings. */
    void open(long count) {
        left = count;
    }

    @Override
    boolean next(Span out) {
        if (left == 0) {
            return false;
        }
        left--;
        input.string(out);
        return true;
    }
}
