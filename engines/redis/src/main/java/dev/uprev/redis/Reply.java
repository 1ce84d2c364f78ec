package dev.uprev.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a server replies to a command. */
sealed interface Reply {
    /** A status or a string. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its content below
    record Text(byte[] bytes) implements Reply {
        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(bytes, text.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** An integer. */
    record Whole(long value) implements Reply {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A list. */
    record Many(List<Reply> members) implements Reply {
        public Many {
            members = List.copyOf(members);
        }

        @Override
        public String toString() {
            return members.toString();
        }
    }

    /**
     * The server has refused.
     *
     * @param message its words, of which the first is a code such as {@code NOAUTH}
     */
    record Failure(String message) implements Reply {
        /** The first word. */
        String code() {
            int space = message.indexOf(' ');
            return space < 0 ? message : message.substring(0, space);
        }

        /** Whether the server does not know the command: it is too old for it, or the command was renamed. */
        boolean isUnknownCommand() {
            return message.contains("unknown command");
        }

        @Override
        public String toString() {
            return message;
        }
    }

    /** There is no such key, member or value. */
    record Nil() implements Reply {
        @Override
        public String toString() {
            return "(nil)";
        }
    }

    /** The bytes of a string. */
    default byte[] content() {
        if (this instanceof Text text) {
            return text.bytes();
        }
        throw new IllegalStateException("the server replied " + this + " where a string was due");
    }

    /** The number that it is. */
    default long number() {
        if (this instanceof Whole whole) {
            return whole.value();
        }
        throw new IllegalStateException("the server replied " + this + " where a number was due");
    }

    /** The members of a list; of anything else, none. */
    default List<Reply> list() {
        return this instanceof Many many ? many.members() : List.of();
    }
}
