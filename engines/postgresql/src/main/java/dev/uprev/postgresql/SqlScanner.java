package dev.uprev.postgresql;

import java.util.Arrays;

/**
 * Goes over SQL byte by byte and knows what is text of a statement and what lies inside a literal, a quoted name, a
 * dollar-quoted body or a comment (chapter "Lexical Structure" of PostgreSQL's manual). Works on bytes because a dump
 * may be in any encoding; in all those that a database can have, the bytes that matter here stand for themselves. For
 * one thread.
 */
final class SqlScanner {
    private enum In {
        STATEMENT,
        LITERAL,
        /** A quote in a literal: its end, or half of a doubled one. */
        LITERAL_QUOTE,
        NAME,
        DOLLAR_TAG,
        DOLLAR_BODY,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    private boolean backslashQuotes;
    private In in = In.STATEMENT;
    private boolean backslashes;
    private boolean escaped;
    private int commentDepth;
    private int previous;
    private int beforePrevious;
    /** The byte at hand, or 0 where it must not make a pair with the next one. */
    private int remembered;

    private byte[] tag = new byte[64];
    private int tagLength;
    private int matched;

    /** For {@code standard_conforming_strings = off}: every literal has backslash escapes. */
    void backslashesInEveryLiteral(boolean on) {
        backslashQuotes = on;
    }

    /** Takes the next byte; tells whether it is text of a statement, and not inside of or a part of anything else. */
    boolean accept(byte next) {
        remembered = next;
        boolean plain = step(next);
        beforePrevious = previous;
        previous = remembered;
        return plain;
    }

    /** Whether what comes next is text of a statement, unless it begins something else. */
    boolean isInStatement() {
        return in == In.STATEMENT || in == In.LITERAL_QUOTE;
    }

    private boolean step(byte next) {
        switch (in) {
            case STATEMENT -> {
                return statement(next);
            }
            case LITERAL -> literal(next);
            case LITERAL_QUOTE -> {
                if (next == '\'') {
                    in = In.LITERAL;
                } else {
                    in = In.STATEMENT;
                    return statement(next);
                }
            }
            case NAME -> {
                // A doubled quote ends the name and begins another one at once, which comes to the same.
                if (next == '"') {
                    in = In.STATEMENT;
                }
            }
            case DOLLAR_TAG -> {
                return dollarTag(next);
            }
            case DOLLAR_BODY -> dollarBody(next);
            case LINE_COMMENT -> {
                if (next == '\n') {
                    in = In.STATEMENT;
                }
            }
            case BLOCK_COMMENT -> blockComment(next);
        }
        return false;
    }

    private boolean statement(byte next) {
        switch (next) {
            case '\'' -> {
                in = In.LITERAL;
                backslashes = backslashQuotes || isEscapePrefix();
            }
            case '"' -> in = In.NAME;
            case '$' -> {
                if (isPartOfName(previous)) {
                    return true;
                }
                in = In.DOLLAR_TAG;
                tag[0] = next;
                tagLength = 1;
            }
            case '-' -> {
                if (previous == '-') {
                    in = In.LINE_COMMENT;
                }
                return in == In.STATEMENT;
            }
            case '*' -> {
                if (previous == '/') {
                    in = In.BLOCK_COMMENT;
                    commentDepth = 1;
                    remembered = 0;
                }
                return in == In.STATEMENT;
            }
            default -> {
                return true;
            }
        }
        return false;
    }

    private boolean isEscapePrefix() {
        return (previous == 'E' || previous == 'e') && !isPartOfName(beforePrevious);
    }

    private void literal(byte next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\' && backslashes) {
            escaped = true;
        } else if (next == '\'') {
            in = In.LITERAL_QUOTE;
        }
    }

    private boolean dollarTag(byte next) {
        boolean digitFirst = tagLength == 1 && next >= '0' && next <= '9';
        if (next == '$' || (isPartOfName(next) && !digitFirst)) {
            if (tagLength == tag.length) {
                tag = Arrays.copyOf(tag, tagLength * 2);
            }
            tag[tagLength++] = next;
            if (next == '$') {
                in = In.DOLLAR_BODY;
                matched = 0;
            }
            return false;
        }
        in = In.STATEMENT;
        return statement(next);
    }

    private void dollarBody(byte next) {
        if (next == tag[matched]) {
            matched++;
        } else {
            matched = next == '$' ? 1 : 0;
        }
        if (matched == tagLength) {
            in = In.STATEMENT;
        }
    }

    private void blockComment(byte next) {
        if (previous == '/' && next == '*') {
            commentDepth++;
            remembered = 0;
        } else if (previous == '*' && next == '/') {
            remembered = 0;
            if (--commentDepth == 0) {
                in = In.STATEMENT;
            }
        }
    }

    private static boolean isPartOfName(int character) {
        return character < 0
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '$';
    }
}
