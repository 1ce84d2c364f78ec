package dev.uprev.postgresql;

/** A materialized view that holds rows on the source, and so is to be filled on the target. */
record PopulatedView(String schema, String name) {}
