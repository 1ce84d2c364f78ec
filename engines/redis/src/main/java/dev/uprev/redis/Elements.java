package dev.uprev.redis;

/** The elements of a container, one after the other. An object is used again for each container. For one thread. */
abstract sealed class Elements permits Listpack, Ziplist, Intset, Zipmap, Strings {
    /**
     * Goes to the next element, which stays valid until the next one is asked for.
     *
     * @return false when there is none
     * @throws dev.uprev.error.UpgradeException {@code payload-damaged} when the container is not sound
     */
    abstract boolean next(Span out);

    /** The next element, which must be there. */
    final void require(Span out) {
        if (!next(out)) {
            throw PayloadErrors.damaged("an element is missing");
        }
    }
}
