package dev.uprev.elasticsearch;

/**
 * Documents of the source that are dumped together: those of one mapping type of an index.
 *
 * @param type {@code _doc} where the release knows no others
 */
record DocumentSet(String index, String type) {
    /** The type of releases without types. */
    static final String ONLY_TYPE = "_doc";

    private static final String BETWEEN = "/";

    /** The name of an item of the archive; no index has a slash in its name. */
    String name() {
        return type.equals(ONLY_TYPE) ? index : index + BETWEEN + type;
    }

    /** The documents of an item of the archive. */
    static DocumentSet of(String name) {
        int slash = name.indexOf(BETWEEN);
        return slash < 0
                ? new DocumentSet(name, ONLY_TYPE)
                : new DocumentSet(name.substring(0, slash), name.substring(slash + 1));
    }

    @Override
    public String toString() {
        return name();
    }
}
