package dev.uprev.postgresql;

/**
 * What floating-point numbers there are in the text of a column. Their text is not the same in all versions: up to 11,
 * as many digits as tell two numbers apart in any case; from 12 on, as few as tell this one apart. A digest that is to
 * be the same on both sides therefore counts their bits.
 */
enum FloatText {
    /** None, or both servers write them alike. */
    NONE,
    /** {@code real}, also in arrays. */
    SINGLE,
    /** {@code double precision}, also in arrays and geometric types. */
    DOUBLE,
    /** Both, as a composite type may have them; counted with single precision. */
    MIXED
}
