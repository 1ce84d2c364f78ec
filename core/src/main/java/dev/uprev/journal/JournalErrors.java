package dev.uprev.journal;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The errors of journals. */
final class JournalErrors {
    private JournalErrors() {}

    static UpgradeException locked(String holder) {
        return UpgradeException.failed("journal-locked", "another upgrade is running with this journal")
                .seen(holder)
                .why("one upgrade runs at a time in one journal directory")
                .fix("wait for it to end, or use another directory for an upgrade of other servers");
    }

    static UpgradeException runExists(String planId) {
        return UpgradeException.failed("run-exists", "this plan was executed before")
                .seen(planId)
                .why("a plan is executed once; what is left of it is resumed")
                .fix("resume it by its id, or make a new plan");
    }

    static UpgradeException runUnknown(String planId, List<String> known) {
        return UpgradeException.failed("run-unknown", "there is no run of this id in the journal")
                .seen(planId)
                .why("known are " + known)
                .fix("give one of the known ids, or the journal directory that the run was begun with");
    }

    static UpgradeException io(String verb, Path path, IOException cause) {
        return UpgradeException.failed("journal-io", "cannot " + verb + " the journal")
                .seen(path)
                .why(String.valueOf(cause))
                .cause(cause)
                .fix("see that the directory can be written by this user and has room, then resume");
    }

    static UpgradeException damaged(Path path, long line, String what) {
        return UpgradeException.failed("journal-damaged", "the journal of this run cannot be trusted")
                .seen(path + " line " + line)
                .why(what)
                .fix("put the intact file back; without it, compare both servers and make a new plan");
    }
}
