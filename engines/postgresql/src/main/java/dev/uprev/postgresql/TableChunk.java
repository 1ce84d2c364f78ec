package dev.uprev.postgresql;

/**
 * What one worker dumps at a time.
 *
 * @param number of the part, from 0
 * @param parts how many parts the table has
 * @param bytes an estimate
 */
record TableChunk(SourceTable table, TablePart part, int number, int parts, long bytes) {}
