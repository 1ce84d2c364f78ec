package dev.uprev.redis;

/** Keys for people: they are bytes, and may be long. */
final class KeyText {
    private static final int LONGEST = 80;

    private KeyText() {}

    /** In quotes, with what is not printable as redis-cli shows it. */
    static String of(byte[] key) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(key.length, LONGEST); i++) {
            int each = key[i] & 0xff;
            if (each == '"' || each == '\\') {
                text.append('\\').append((char) each);
            } else if (each >= ' ' && each < 0x7f) {
                text.append((char) each);
            } else {
                text.append(String.format("\\x%02x", each));
            }
        }
        return text.append(key.length > LONGEST ? "...\"" : "\"").toString();
    }
}
