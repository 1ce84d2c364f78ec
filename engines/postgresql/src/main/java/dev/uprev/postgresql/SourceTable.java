package dev.uprev.postgresql;

/**
 * A table of the source whose rows are to be dumped.
 *
 * @param oid its number in the source
 * @param data what is dumped of it
 * @param bytes its size with what is stored apart, without indexes
 * @param pages pages of its file
 * @param logged whether its rows survive a crash of the server
 */
record SourceTable(long oid, TableData data, long bytes, long pages, boolean logged) {}
