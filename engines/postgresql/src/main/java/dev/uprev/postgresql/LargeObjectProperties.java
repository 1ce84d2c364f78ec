package dev.uprev.postgresql;

import java.util.List;
import java.util.Optional;

/**
 * What a large object has besides its bytes. pg_dump leaves it out where only the schema is asked for.
 *
 * @param oid its number, 1 to 4294967295
 * @param owner name of the role that owns it
 * @param grants who may do what; absent where that was never changed
 * @param comment its comment
 */
record LargeObjectProperties(long oid, String owner, Optional<List<Grant>> grants, Optional<String> comment) {
    LargeObjectProperties {
        grants = grants.map(List::copyOf);
    }

    /**
     * A privilege, as {@code aclexplode} gives it.
     *
     * @param grantee name of a role; absent for everybody
     * @param privilege {@code SELECT} or {@code UPDATE}
     * @param grantable whether it may be passed on
     */
    record Grant(Optional<String> grantee, String privilege, boolean grantable) {}
}
