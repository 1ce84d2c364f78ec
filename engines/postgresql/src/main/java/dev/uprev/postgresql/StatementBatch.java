package dev.uprev.postgresql;

import java.io.IOException;

/** Many small statements, sent a good number at a time. For one thread. */
final class StatementBatch {
    private static final int LENGTH = 1 << 16;

    private final TargetSession session;
    private final String doing;
    private final StringBuilder waiting = new StringBuilder();

    /** @param doing what fails when one of them does */
    StatementBatch(TargetSession session, String doing) {
        this.session = session;
        this.doing = doing;
    }

    /** Adds a statement; those that were added before may be carried out now. */
    void add(String statement) throws IOException {
        waiting.append(statement).append(";\n");
        if (waiting.length() >= LENGTH) {
            flush();
        }
    }

    /** Carries out all that is waiting. */
    void flush() throws IOException {
        try {
            session.prepare(TableLoad.DATA_SESSION);
            session.execute(waiting.toString());
        } catch (IOException e) {
            throw RestoreErrors.explain(doing, e);
        }
        waiting.setLength(0);
    }
}
