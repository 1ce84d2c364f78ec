package dev.uprev.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The strings by which a set of secrets betrays itself in a text. Immutable. */
final class Needles {
    static final Needles NONE = new Needles(List.of());

    /** Anything shorter would be found everywhere by chance. */
    static final int SHORTEST = 4;

    private final List<String> literal;
    private final List<String> asBytes;
    private final List<String> withoutQuotes;
    private final boolean canBeEncoded;

    Needles(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>(secrets);
        for (String secret : secrets) {
            secret.lines().forEach(all::add); // a key of several lines is printed, and redacted, line by line
            all.addAll(base64(secret));
        }
        literal = longEnough(all);
        asBytes = longEnough(all.stream().map(TextView::bytes).toList());
        withoutQuotes = longEnough(all.stream().map(TextView::withoutQuotes).toList());
        canBeEncoded = literal.stream().anyMatch(needle -> !needle.matches("[A-Za-z0-9_.-]*"));
    }

    private static List<String> longEnough(Collection<String> needles) {
        return needles.stream()
                .filter(needle -> needle.length() >= SHORTEST)
                .distinct()
                .toList();
    }

    /**
     * What is common to the base64 forms of everything that contains the secret: the groups of three bytes may begin at
     * its first, second or third byte, and the characters at its ends hold bits of its neighbours.
     */
    private static Set<String> base64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, Math.max(from, to)));
            forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, Math.max(from, to)));
        }
        return forms;
    }

    /** The characters of the text that belong to a secret. */
    BitSet marks(String text) {
        BitSet marks = new BitSet();
        for (String needle : literal) {
            for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
                marks.set(at, at + needle.length());
            }
        }
        if (canBeEncoded) {
            markEncoded(text, marks);
        }
        return marks;
    }

    private void markEncoded(String text, BitSet marks) {
        if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0) {
            mark(TextView.percentDecoded(text), asBytes, marks);
        }
        if (text.indexOf('"') >= 0 || text.indexOf('\'') >= 0 || text.indexOf('\\') >= 0) {
            mark(TextView.unquoted(text), withoutQuotes, marks);
        }
    }

    private static void mark(TextView view, List<String> needles, BitSet marks) {
        needles.forEach(needle -> view.mark(needle, marks));
    }
}
