package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;

/**
 * Where the planner statistics of the target come from. The option {@code statistics} of the request says it:
 * {@code import} (the default) or {@code analyze}. Only servers from release 18 on can import.
 *
 * @see <a href="https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD">statistics
 *     manipulation functions</a>
 */
enum StatisticsOrigin {
    /** Those of the source, where it has them; else as {@link #ANALYZE}. */
    IMPORT("import"),
    /** The server gathers them from the rows. */
    ANALYZE("analyze");

    /** The option of the request. */
    static final String OPTION = "statistics";

    private static final int FIRST_MAJOR_WITH_IMPORT = 18;

    private final String word;

    StatisticsOrigin(String word) {
        this.word = word;
    }

    /**
     * What is done for a target of this major.
     *
     * @throws UpgradeException {@code invalid-option} for another value than the two
     */
    static StatisticsOrigin of(UpgradeRequest request, int major) {
        StatisticsOrigin wanted =
                request.option(OPTION).map(StatisticsOrigin::parse).orElse(IMPORT);
        return major >= FIRST_MAJOR_WITH_IMPORT ? wanted : ANALYZE;
    }

    /** Whether the programs of this major know of statistics. */
    static boolean isKnownTo(int major) {
        return major >= FIRST_MAJOR_WITH_IMPORT;
    }

    private static StatisticsOrigin parse(String option) {
        for (StatisticsOrigin origin : values()) {
            if (origin.word.equals(option)) {
                return origin;
            }
        }
        throw UpgradeException.failed("invalid-option", "cannot read the option \"" + OPTION + "\"")
                .seen(option)
                .why("it says neither " + IMPORT.word + " nor " + ANALYZE.word)
                .fix("write one of the two, or leave it out, which means " + IMPORT.word);
    }
}
