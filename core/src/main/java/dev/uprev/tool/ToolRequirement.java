package dev.uprev.tool;

import dev.uprev.model.Version;
import dev.uprev.model.VersionScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which program an engine wants: its name, where it usually is, which versions will do, which of them is best, and how
 * to get it. Immutable; each method gives a changed copy.
 *
 * @param program its name, such as {@code pg_dump}
 * @param configured the folders that the user named for it
 * @param usualFolders where installers put it; a part of such a path may be a pattern, as in
 *     {@code /usr/lib/postgresql/*}{@code /bin}
 * @param told the version of the program at a path, where files beside it tell it; the others are asked
 * @param refusal why a version will not do, as in {@code older than 18}; empty when it will
 * @param preference the smallest of the versions that will do is taken
 * @param install what a person can do when there is none, such as the name of the package
 */
public record ToolRequirement(
        String program,
        List<Path> configured,
        List<String> usualFolders,
        Function<Path, Optional<Version>> told,
        Function<Version, Optional<String>> refusal,
        Comparator<Version> preference,
        String install) {

    public ToolRequirement {
        configured = configured.stream().map(Path::toAbsolutePath).toList();
        usualFolders = List.copyOf(usualFolders);
    }

    /** Any version of this program; the newest is best. */
    public static ToolRequirement of(String program, String install) {
        return new ToolRequirement(
                program,
                List.of(),
                List.of(),
                any -> Optional.empty(),
                any -> Optional.empty(),
                Comparator.reverseOrder(),
                install);
    }

    /** Prefers the program in this folder, if its version will do, to all others. */
    public ToolRequirement configured(Optional<Path> folder) {
        return configured(folder.stream().toList());
    }

    /** Prefers the program in one of these folders, if its version will do, to all others. */
    public ToolRequirement configured(List<Path> folders) {
        return new ToolRequirement(program, folders, usualFolders, told, refusal, preference, install);
    }

    /** Looks into these folders too, after those of {@code PATH}. */
    public ToolRequirement usualFolders(String... patterns) {
        List<String> more = new ArrayList<>(usualFolders);
        more.addAll(List.of(patterns));
        return new ToolRequirement(program, configured, more, told, refusal, preference, install);
    }

    /**
     * Takes the version that this tells for the one of the program at a path, which is then not run, and need not be a
     * file that can be run. Where it tells none, the program is asked.
     */
    public ToolRequirement versionToldBy(Function<Path, Optional<Version>> files) {
        return new ToolRequirement(program, configured, usualFolders, files, refusal, preference, install);
    }

    /** Refuses versions for which this gives a reason, besides those that are refused already. */
    public ToolRequirement refuse(Function<Version, Optional<String>> reason) {
        return new ToolRequirement(
                program,
                configured,
                usualFolders,
                told,
                version -> refusal.apply(version).or(() -> reason.apply(version)),
                preference,
                install);
    }

    /** Refuses versions older than this one; {@code 18} accepts {@code 18beta1} as well. */
    public ToolRequirement atLeast(Version oldest) {
        return refuse(version -> version.isOlderThan(oldest) && !version.belongsTo(oldest)
                ? Optional.of("older than " + oldest)
                : Optional.empty());
    }

    /** Refuses versions that are not releases of this line. */
    public ToolRequirement ofLine(Version line) {
        return refuse(version -> version.belongsTo(line) ? Optional.empty() : Optional.of("not of the line " + line));
    }

    /** Prefers the oldest release line among those that will do, and in it the newest release. */
    public ToolRequirement preferOldestLine(VersionScheme scheme) {
        return prefer(Comparator.comparing((Version version) -> version.first(scheme.lineLength(version)))
                .thenComparing(Comparator.reverseOrder()));
    }

    /** The smallest in this order is best; unless told otherwise, the newest version. */
    public ToolRequirement prefer(Comparator<Version> order) {
        return new ToolRequirement(program, configured, usualFolders, told, refusal, order, install);
    }
}
