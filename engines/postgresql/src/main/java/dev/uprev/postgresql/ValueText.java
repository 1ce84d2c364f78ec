package dev.uprev.postgresql;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows fields of COPY data to people, shortened. */
final class ValueText {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final int LONGEST = 40;
    private static final Set<Long> NUMBERS = Set.of(20L, 21L, 23L, 26L, 700L, 701L, 790L, 1700L);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final String ESCAPES = "bfnrtv";
    private static final String CONTROLS = "\b\f\n\r\t\u000b";

    private final CopyFormat format;
    private final Map<String, Long> types;

    /** @param types numbers of the columns' types by name of the column; those below domains */
    ValueText(CopyFormat format, Map<String, Long> types) {
        this.format = format;
        this.types = types;
    }

    /** As in {@code 17}, {@code 'abc'} or {@code NULL}. */
    String show(String column, RowImage row, int field) {
        if (row.isNull(field)) {
            return "NULL";
        }
        byte[] head = row.head(field);
        long type = types.getOrDefault(column, 0L);
        String text = format == CopyFormat.TEXT ? fromCopyText(type, head) : fromBinary(type, head);
        boolean isShort = row.isWhole(field) && text.length() <= LONGEST;
        return isShort ? text : text.substring(0, Math.min(LONGEST, text.length())) + "...";
    }

    private static String fromCopyText(long type, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return NUMBERS.contains(type) ? text : quoted(ESCAPED.matcher(text).replaceAll(ValueText::unescaped));
    }

    /** What COPY writes behind a backslash, where it is not the character itself. */
    private static String unescaped(MatchResult escaped) {
        int letter = ESCAPES.indexOf(escaped.group(1));
        return Matcher.quoteReplacement(letter < 0 ? escaped.group(1) : String.valueOf(CONTROLS.charAt(letter)));
    }

    private static String fromText(byte[] bytes) {
        return quoted(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) ? String.format("\\x%02x", point) : Character.toString(point)));
        return shown.append('\'').toString();
    }

    private static String fromBinary(long type, byte[] bytes) {
        try {
            return decoded((int) type, ByteBuffer.wrap(bytes), bytes);
        } catch (BufferUnderflowException e) {
            return hex(bytes); // cut off, or not what the type says
        }
    }

    /** Types by their numbers in pg_type.dat. */
    private static String decoded(int type, ByteBuffer buffer, byte[] bytes) {
        return switch (type) {
            case 16 -> buffer.get() == 0 ? "false" : "true";
            case 20, 790 -> String.valueOf(buffer.getLong());
            case 21 -> String.valueOf(buffer.getShort());
            case 23 -> String.valueOf(buffer.getInt());
            case 26 -> Integer.toUnsignedString(buffer.getInt());
            case 700 -> String.valueOf(buffer.getFloat());
            case 701 -> String.valueOf(buffer.getDouble());
            case 1700 -> NumericText.of(buffer);
            case 1082 -> EPOCH.toLocalDate().plusDays(buffer.getInt()).toString();
            case 1114, 1184 -> EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS).toString();
            case 2950 -> new UUID(buffer.getLong(), buffer.getLong()).toString();
            case 3802 -> quoted(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
            case 18, 19, 25, 114, 1042, 1043 -> fromText(bytes);
            default -> hex(bytes);
        };
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }
}
