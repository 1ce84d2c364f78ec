package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tokens of an expression or query that count: without casts, and without those parentheses and names that a server
 * prints or leaves out as its release likes. The parentheses of a call and those that group more than one thing stay.
 */
final class CanonicalSql {
    private static final String OPEN = "(";
    private static final String CLOSE = ")";
    private static final Set<String> CONNECTIVES = Set.of("AND", "OR", "UNION", "INTERSECT", "EXCEPT");

    private CanonicalSql() {}

    static List<String> of(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        List<String> all = new ArrayList<>();
        while (tokens.hasNext()) {
            all.addAll(group(tokens));
        }
        return withoutNoName(withoutParentheses(all));
    }

    /** Reads up to a closing parenthesis or the end. */
    private static List<String> group(SqlTokens tokens) {
        List<String> found = new ArrayList<>();
        while (tokens.hasNext()) {
            boolean isCall = tokens.isCall();
            String token = tokens.next();
            if (token.equals(CLOSE)) {
                break;
            }
            if (token.equals(OPEN)) {
                List<String> inner = withoutParentheses(group(tokens));
                boolean needed = isCall || !isOneThing(inner);
                found.addAll(needed ? within(inner) : inner);
            } else {
                found.add(token);
            }
        }
        return withoutNesting(found);
    }

    private static List<String> within(List<String> inner) {
        List<String> group = new ArrayList<>();
        group.add(OPEN);
        group.addAll(inner);
        group.add(CLOSE);
        return group;
    }

    private static List<String> withoutParentheses(List<String> tokens) {
        boolean isGroup = !tokens.isEmpty() && closing(tokens, 0) == tokens.size() - 1;
        return isGroup ? tokens.subList(1, tokens.size() - 1) : tokens;
    }

    /** {@code (a AND b) AND c} is {@code a AND b AND c} since 9.5; so it is with OR and UNION. */
    private static List<String> withoutNesting(List<String> tokens) {
        int end = tokens.isEmpty() ? -1 : closing(tokens, 0);
        if (end < 0 || end + 1 >= tokens.size()) {
            return tokens;
        }
        List<String> first = tokens.subList(1, end);
        if (!connectives(first).equals(Set.of(tokens.get(end + 1)))) {
            return tokens;
        }
        List<String> flat = new ArrayList<>(first);
        flat.addAll(tokens.subList(end + 1, tokens.size()));
        return flat;
    }

    /** What joins the tokens, outside of parentheses within. */
    private static Set<String> connectives(List<String> tokens) {
        Set<String> found = new HashSet<>();
        int depth = 0;
        for (String token : tokens) {
            depth += token.equals(OPEN) ? 1 : token.equals(CLOSE) ? -1 : 0;
            if (depth == 0 && CONNECTIVES.contains(token)) {
                found.add(token);
            }
        }
        return found;
    }

    /** The index of the parenthesis that closes the one at this index; negative where there is none. */
    private static int closing(List<String> tokens, int opening) {
        if (!tokens.get(opening).equals(OPEN)) {
            return -1;
        }
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            depth += tokens.get(i).equals(OPEN) ? 1 : tokens.get(i).equals(CLOSE) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** A constant, a name with qualifiers, or a call of a function. */
    private static boolean isOneThing(List<String> tokens) {
        int size = tokens.size();
        if (size == 1 || (size == 2 && tokens.get(0).equals("-"))) {
            return true;
        }
        int last = 0;
        while (last + 2 < size && tokens.get(last + 1).equals(".")) {
            last += 2;
        }
        boolean isName = last + 1 == size;
        return size > 0 && SqlTokens.isName(tokens.get(last)) && (isName || closing(tokens, last + 1) == size - 1);
    }

    /** The name of a column that has none is printed by later releases only. */
    private static List<String> withoutNoName(List<String> tokens) {
        List<String> kept = new ArrayList<>();
        for (String token : tokens) {
            boolean isNoName = token.equals("\"?column?\"");
            if (isNoName && !kept.isEmpty() && kept.get(kept.size() - 1).equals("AS")) {
                kept.remove(kept.size() - 1);
            } else {
                kept.add(token);
            }
        }
        return kept;
    }
}
