package dev.uprev.postgresql;

/**
 * A column whose values are copied.
 *
 * @param floats what digests of its text have to heed
 */
record TableColumn(String name, FloatText floats) {
    static TableColumn of(String name) {
        return new TableColumn(name, FloatText.NONE);
    }
}
