package dev.uprev.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An error or notice as the server sent it. The field codes are in chapter "Error and Notice Message Fields" of
 * PostgreSQL's manual.
 *
 * @param severity as in {@code ERROR} or {@code FATAL}
 * @param sqlState five characters, see appendix "PostgreSQL Error Codes"
 * @param message what happened
 * @param detail more about it
 * @param hint what to do
 * @param where the context, such as the line of a COPY; may quote data
 */
record ServerError(
        String severity,
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> where) {

    /** Reads the body of an ErrorResponse or NoticeResponse: a byte and a zero-terminated text for each field. */
    static ServerError parse(byte[] body) {
        Map<Character, String> fields = new HashMap<>();
        int at = 0;
        while (at < body.length && body[at] != 0) {
            char code = (char) body[at++];
            int end = at;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            fields.put(code, new String(body, at, end - at, StandardCharsets.UTF_8));
            at = end + 1;
        }
        // V is S without translation, from 9.6 on.
        String severity = fields.getOrDefault('V', fields.getOrDefault('S', "ERROR"));
        return new ServerError(
                severity,
                fields.getOrDefault('C', "XX000"),
                fields.getOrDefault('M', ""),
                Optional.ofNullable(fields.get('D')),
                Optional.ofNullable(fields.get('H')),
                Optional.ofNullable(fields.get('W')));
    }

    /** Whether the server ends the connection after this. */
    boolean endsConnection() {
        return severity.equals("FATAL") || severity.equals("PANIC");
    }

    /** On one line, for messages. */
    @Override
    public String toString() {
        return severity + " " + sqlState + ": " + message
                + detail.map(text -> "; detail: " + text).orElse("")
                + hint.map(text -> "; hint: " + text).orElse("")
                + where.map(text -> "; where: " + text).orElse("");
    }
}
