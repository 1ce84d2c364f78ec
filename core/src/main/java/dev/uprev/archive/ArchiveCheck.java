package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Examines an archive offline, reading every byte once and decompressing none: the chain of the manifest, the size and
 * the SHA-256 of every frame, files that do not belong there, the end line. Stateless.
 */
public final class ArchiveCheck {
    private ArchiveCheck() {}

    /**
     * How far the dump has come, as far as its manifest tells.
     *
     * @throws UpgradeException {@code archive-directory-not-empty} where the directory holds other things;
     *     {@code archive-damaged}, {@code archive-format-unknown}, {@code archive-io}
     */
    public static ArchiveState state(Path directory) {
        ArchiveLayout layout = new ArchiveLayout(directory);
        layout.refuseForeignFiles();
        ArchiveContents contents = new ArchiveContents();
        new ManifestTail(layout.manifest()).readInto(contents);
        if (contents.header().isEmpty()) {
            layout.refuseDataWithoutManifest();
            return ArchiveState.ABSENT;
        }
        return contents.isFinished() ? ArchiveState.FINISHED : ArchiveState.UNFINISHED;
    }

    /**
     * Refuses an archive that is not finished and whole. To be called before anything is written to a target.
     *
     * @param threads how many files are read at a time
     * @throws UpgradeException {@code archive-not-found}; {@code archive-unfinished}; {@code archive-damaged}, naming
     *     the first problem and the number of the others
     */
    public static void verify(Path directory, int threads) {
        List<ArchiveProblem> problems = check(directory, threads);
        if (problems.isEmpty()) {
            return;
        }
        ArchiveProblem first = problems.get(0);
        if (problems.size() == 1 && first.code().equals("not-finished")) {
            throw UpgradeException.failed("archive-unfinished", "cannot restore from the dump")
                    .seen(directory)
                    .why(first.what())
                    .fix("resume the dump, then restore");
        }
        String others = problems.size() == 1 ? "" : ", and " + (problems.size() - 1) + " more problems";
        throw ArchiveErrors.damaged(directory.toString(), first + others);
    }

    /**
     * Finds everything that is wrong.
     *
     * @param threads how many files are read at a time
     * @return all problems; empty for a finished archive that is whole. An archive that is not finished has the problem
     *     {@code not-finished}, and data files that its manifest does not know are then items in the making
     * @throws UpgradeException {@code archive-not-found}, {@code archive-io}, {@code interrupted}
     */
    public static List<ArchiveProblem> check(Path directory, int threads) {
        ArchiveLayout layout = new ArchiveLayout(directory);
        List<ArchiveProblem> problems = new ArrayList<>();
        ArchiveContents contents = readManifest(layout, problems);
        checkNames(layout, contents, problems);
        problems.addAll(checkData(layout, contents.entries(), threads));
        return List.copyOf(problems);
    }

    private static ArchiveContents readManifest(ArchiveLayout layout, List<ArchiveProblem> problems) {
        ArchiveContents contents = new ArchiveContents();
        ManifestTail tail = new ManifestTail(layout.manifest());
        try {
            tail.readInto(contents);
        } catch (UpgradeException e) {
            problems.add(manifest("manifest-damaged", reason(e)));
            return contents;
        }
        if (contents.header().isEmpty()) {
            throw ArchiveReader.notFound(layout.directory());
        }
        if (!contents.isFinished()) {
            problems.add(manifest("not-finished", "the end line is missing; the dump runs, or was broken off"));
        } else if (tail.torn() > 0) {
            problems.add(manifest("manifest-damaged", "there are " + tail.torn() + " bytes after the end line"));
        }
        return contents;
    }

    private static ArchiveProblem manifest(String code, String what) {
        return new ArchiveProblem(code, ArchiveLayout.MANIFEST, what);
    }

    private static void checkNames(ArchiveLayout layout, ArchiveContents contents, List<ArchiveProblem> problems) {
        Set<Path> known = new HashSet<>(Set.of(layout.manifest(), layout.lock(), layout.data()));
        contents.entries().forEach(entry -> entry.data().ifPresent(data -> known.add(layout.resolve(data))));
        List<Path> files = new ArrayList<>(ArchiveLayout.list(layout.directory()));
        if (contents.isFinished()) {
            files.addAll(ArchiveLayout.list(layout.data()));
        }
        for (Path file : files) {
            if (!known.contains(file)) {
                String name = layout.directory().relativize(file).toString().replace('\\', '/');
                problems.add(new ArchiveProblem("unknown-file", name, "the manifest does not speak of this file"));
            }
        }
    }

    private static List<ArchiveProblem> checkData(ArchiveLayout layout, List<ArchiveEntry> entries, int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (ArchiveReader reader = new ArchiveReader(layout)) {
            List<Future<Optional<ArchiveProblem>>> results = new ArrayList<>();
            for (ArchiveEntry entry : entries) {
                results.add(executor.submit(() -> checkData(reader, entry)));
            }
            List<ArchiveProblem> problems = new ArrayList<>();
            for (Future<Optional<ArchiveProblem>> result : results) {
                result.get().ifPresent(problems::add);
            }
            return problems;
        } catch (InterruptedException e) {
            throw ArchiveErrors.interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UpgradeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static Optional<ArchiveProblem> checkData(ArchiveReader reader, ArchiveEntry entry) {
        try {
            reader.verify(entry);
            return Optional.empty();
        } catch (UpgradeException e) {
            String file = entry.data().map(ArchiveEntry.DataFile::file).orElse(ArchiveLayout.MANIFEST);
            if (!e.code().equals("archive-damaged")) {
                throw e;
            }
            return Optional.of(new ArchiveProblem("data-damaged", file, reason(e)));
        }
    }

    private static String reason(UpgradeException damage) {
        return damage.why().orElseGet(damage::toString);
    }
}
