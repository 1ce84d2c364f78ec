package dev.uprev.run;

/** A step failed; the message is redacted. Never leaves this package. */
final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    StepFailedException(String code, String redactedMessage) {
        super(redactedMessage);
        this.code = code;
    }

    /** What failed and why, without secrets. */
    String redactedMessage() {
        return String.valueOf(getMessage());
    }

    /** The code of the error, {@code unexpected} for one that this library did not make. */
    String code() {
        return code;
    }
}
