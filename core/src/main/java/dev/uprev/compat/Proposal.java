package dev.uprev.compat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;

/** An upgrade that somebody thinks of: what rules judge. */
public record Proposal(DatabaseEngine engine, UpgradeMethod method, Version from, Version to) {
    /**
     * Whether the target is what is there already: the same version, or a release line that the source belongs to. A
     * missing patch level means any release of the line, so that 13.4 to 13 is nothing to do.
     */
    public boolean isNothingToDo() {
        return from.equals(to)
                || (to.length() < from.length() && from.belongsTo(to) && !from.isPreRelease() && !to.isPreRelease());
    }

    /** Whether the target is older than the source, and not the line that the source belongs to. */
    public boolean isDowngrade() {
        return from.isNewerThan(to) && !isNothingToDo();
    }

    /** Whether there is something to do, and it leads to a newer version. */
    public boolean isUpgrade() {
        return to.isNewerThan(from) && !isNothingToDo();
    }

    /** Whether both ends belong to one release line, as 17.2 and 17.5 do. */
    public boolean staysInLine() {
        return engine.lineOf(from).equals(engine.lineOf(to));
    }

    /** Whether the first number is the same on both ends. */
    public boolean staysInMajor() {
        return from.major() == to.major();
    }

    /** Both versions as people write them: {@code 9.6 -> 17}. */
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
