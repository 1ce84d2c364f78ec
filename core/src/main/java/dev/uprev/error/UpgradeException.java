package dev.uprev.error;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every failure that this library reports. The code is stable and fit for programs; the message is for people and says
 * what failed, the value seen (in quotes), why, and after {@code fix:} what to do.
 */
public final class UpgradeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String why;
    private final @Nullable String fix;

    private UpgradeException(
            String code, String message, @Nullable String why, @Nullable String fix, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.why = why;
        this.fix = fix;
    }

    /**
     * Begins an error.
     *
     * @param code lower case words joined by dashes, such as {@code target-not-empty}
     * @param failed what failed, without a full stop, as in {@code cannot connect to db1:5432}
     */
    public static Builder failed(String code, String failed) {
        return new Builder(code, failed);
    }

    public String code() {
        return code;
    }

    /** The reason alone, where one was given. */
    public Optional<String> why() {
        return Optional.ofNullable(why);
    }

    /** What the user can do; empty never for errors made by this library. */
    public Optional<String> fix() {
        return Optional.ofNullable(fix);
    }

    /** This error with its texts rewritten and another cause, as redaction needs; the code and stack trace stay. */
    public UpgradeException rewritten(UnaryOperator<String> rewrite, Optional<Throwable> newCause) {
        UpgradeException copy = new UpgradeException(
                code,
                rewrite.apply(String.valueOf(getMessage())),
                why == null ? null : rewrite.apply(why),
                fix == null ? null : rewrite.apply(fix),
                newCause.orElse(null));
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Collects the parts of a message; {@link #fix} ends it. */
    public static final class Builder {
        private final String code;
        private final String failed;
        private @Nullable String seen;
        private @Nullable String why;
        private @Nullable Throwable cause;

        private Builder(String code, String failed) {
            this.code = code;
            this.failed = failed;
        }

        /** The offending value, which the message shows in quotes. Never a secret. */
        public Builder seen(Object value) {
            this.seen = String.valueOf(value);
            return this;
        }

        public Builder why(String reason) {
            this.why = reason;
            return this;
        }

        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** What to do about it; gives the exception, ready to be thrown. */
        public UpgradeException fix(String remedy) {
            return new UpgradeException(code, message(remedy), why, remedy, cause);
        }

        private String message(String remedy) {
            return failed
                    + (seen == null ? "" : ": \"" + seen + "\"")
                    + (why == null ? "" : (seen == null ? ": " : ", ") + why)
                    + "; fix: "
                    + remedy;
        }
    }
}
