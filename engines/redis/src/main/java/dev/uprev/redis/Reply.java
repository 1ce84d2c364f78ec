package dev.uprev.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @param message its words, of which the first is a code such as {@code NOAUTH}; without the arguments that a
     *     server repeats when it does not know a command, as there may be a password among them
     */
    record Failure(String message) implements Reply {
        private static final String ARGUMENTS = ", with args beginning with:";

        public Failure {
            int arguments = message.indexOf(ARGUMENTS);
            message = arguments < 0 ? message : message.substring(0, arguments);
        }

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

    /** What stands behind each name in a list of names and values; of anything else, nothing. */
    default Map<String, Reply> named() {
        List<Reply> members = list();
        Map<String, Reply> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < members.size(); i += 2) {
            values.put(members.get(i).toString(), members.get(i + 1));
        }
        return values;
    }
}
