package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Says what an error in the middle of a restore means. The archive stays as it is in any case, and what has been
 * restored counts when the upgrade is resumed.
 */
final class RestoreErrors {
    private static final String RESUME = "resume the upgrade by its id: it goes on where it stopped";

    private RestoreErrors() {}

    /**
     * The error for people.
     *
     * @param doing what failed, as in {@code cannot load table shop.public.orders}
     */
    static UpgradeException explain(String doing, IOException error) {
        if (error instanceof ServerErrorException refused) {
            return refused(doing, refused);
        }
        return UpgradeException.failed("server-lost", doing)
                .seen(String.valueOf(error.getMessage()))
                .why("the target was stopped or ended the session, or the network failed")
                .cause(error)
                .fix("see the server's log, have it running again, and " + RESUME);
    }

    /** Whether the server as a whole is in trouble, so that going on is of no use. */
    static boolean isOfServer(ServerError error) {
        String state = error.sqlState();
        return error.endsConnection() || state.startsWith("53") || state.startsWith("57") || state.startsWith("XX");
    }

    private static UpgradeException refused(String doing, ServerErrorException refused) {
        ServerError error = refused.error();
        String state = error.sqlState();
        if (state.startsWith("23")) {
            return failed("constraint-violated", doing, refused)
                    .why("the data that the source has do not obey it, or a function in it gives another result than"
                            + " it did there")
                    .fix("mend the data or the constraint on the source and dump again, or mend the function on the"
                            + " target and " + RESUME);
        }
        boolean notAvailable = state.equals("0A000") && error.message().contains("extension");
        if (notAvailable || state.equals("58P01")) {
            return failed("extension-missing", doing, refused)
                    .why("the target's installation lacks a file that the object needs")
                    .fix("install the package with that extension or library on the target, and " + RESUME);
        }
        if (isOfServer(error) || state.equals("42501")) {
            SQLException cause = new SQLException(error.message(), state, refused);
            UpgradeException known = PgErrors.explain(Side.TARGET, cause);
            return UpgradeException.failed(known.code(), doing)
                    .seen(words(error))
                    .why(known.why().orElse("the server says so"))
                    .cause(refused)
                    .fix(known.fix().orElse(RESUME));
        }
        return failed("restore-failed", doing, refused)
                .why("SQLSTATE " + state
                        + error.hint()
                                .map(hint -> "; the server's hint: " + hint)
                                .orElse(""))
                .fix("remove the cause on the target, and " + RESUME
                        + "; or mend the object on the source and dump again");
    }

    private static UpgradeException.Builder failed(String code, String doing, ServerErrorException refused) {
        return UpgradeException.failed(code, doing).seen(words(refused.error())).cause(refused);
    }

    /** Without detail and context, which may have values of rows in them. */
    private static String words(ServerError error) {
        return error.severity() + ": " + error.message();
    }
}
