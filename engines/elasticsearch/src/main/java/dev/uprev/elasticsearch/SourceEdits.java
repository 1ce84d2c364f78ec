package dev.uprev.elasticsearch;

import java.util.Optional;

/** Puts what a {@link SourceEdit} adds into documents: where the dump is loaded, and where it is compared. */
final class SourceEdits {
    private SourceEdits() {}

    /** What is known of a document when it is altered: it has no parent any more, and goes where that is. */
    static Document edited(Document document) {
        return new Document(
                document.id(), document.version(), document.routing().or(document::parent), Optional.empty());
    }

    /**
     * What goes in the place of the opening brace.
     *
     * @param source the source; bytes behind its end do not matter
     */
    static byte[] head(SourceEdit edit, Document document, byte[] source, int offset, int end) {
        byte[] member = edit.member(document.parent());
        boolean empty = isEmpty(source, offset, end);
        byte[] head = new byte[member.length + (empty ? 1 : 2)];
        head[0] = '{';
        System.arraycopy(member, 0, head, 1, member.length);
        if (!empty) {
            head[head.length - 1] = ',';
        }
        return head;
    }

    private static boolean isEmpty(byte[] source, int offset, int end) {
        int at = offset + 1;
        while (at < end && source[at] <= ' ' && source[at] > 0) {
            at++;
        }
        return at < end && source[at] == '}';
    }
}
