package dev.uprev.postgresql;

/**
 * Where a sequence stands.
 *
 * @param lastValue as its {@code last_value}
 * @param isCalled whether that value has been given out
 */
record SequenceValue(String schema, String name, long lastValue, boolean isCalled) {}
