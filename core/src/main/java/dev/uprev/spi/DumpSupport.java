package dev.uprev.spi;

/**
 * Writes all data of the source into the archive. Its steps are in {@link dev.uprev.model.Phase#TRANSFER} and change
 * nothing but local files. A step that was interrupted goes on at the next item when it is run again.
 */
public interface DumpSupport extends Capability {}
