package dev.uprev.postgresql;

import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the restore is about to change on the target, kept in the journal before it does: undoing takes away what the
 * restore has made and nothing else. Thread-safe.
 */
final class TargetMemory {
    private static final String KEY = "restore: target before";

    /**
     * @param roles the roles as they were; absent while no role has been touched
     * @param databases by name, those that have been touched
     * @param isComplete whether everything is restored, and only the notes of it are still to be removed
     */
    record Before(Optional<RolesBefore> roles, SortedMap<String, DatabaseBefore> databases, boolean isComplete) {
        static final Before UNTOUCHED = new Before(Optional.empty(), new TreeMap<>(), false);

        Before {
            databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
        }
    }

    private final StepContext context;
    private Before before;

    TargetMemory(StepContext context) {
        this.context = context;
        this.before =
                context.recall(KEY).map(text -> Json.read(text, Before.class)).orElse(Before.UNTOUCHED);
    }

    synchronized Before before() {
        return before;
    }

    /** Roles are about to be created or changed. */
    synchronized void keepRoles(RolesBefore roles) {
        keep(new Before(Optional.of(roles), before.databases(), before.isComplete()));
    }

    /** A database is about to be created or changed. */
    synchronized void keepDatabase(String name, DatabaseBefore database) {
        SortedMap<String, DatabaseBefore> databases = new TreeMap<>(before.databases());
        databases.put(name, database);
        keep(new Before(before.roles(), databases, before.isComplete()));
    }

    /** Everything is restored. */
    synchronized void keepComplete() {
        keep(new Before(before.roles(), before.databases(), true));
    }

    /** Everything has been taken back. */
    synchronized void keepUntouched() {
        keep(Before.UNTOUCHED);
    }

    private void keep(Before changed) {
        before = changed;
        context.remember(KEY, Json.write(changed));
    }
}
