package dev.uprev.postgresql;

/**
 * What tells whether a table has been written to since: how many rows were ever inserted, updated and deleted, as the
 * server counts them, and the number of its file. The counts are good for as long as the server runs and nobody resets
 * them.
 *
 * @param filenode changes when the table is truncated or rewritten
 * @param epoch when the server was started and the counts were reset last, which a crash does as well
 */
record TableState(long filenode, long inserted, long updated, long deleted, String epoch) {}
