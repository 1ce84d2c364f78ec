package dev.uprev.archive;

/**
 * Something wrong with an archive.
 *
 * @param code stable: {@code manifest-damaged}, {@code not-finished}, {@code data-damaged}, {@code unknown-file}
 * @param file path inside the archive
 * @param what what is wrong, for people
 */
public record ArchiveProblem(String code, String file, String what) {
    @Override
    public String toString() {
        return file + ": " + what;
    }
}
