package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Roles, their settings and memberships, from the script of pg_dumpall. Each statement may come again: a role that is
 * there is not created but gets the attributes of the source, unless it is one of the {@link KeptRoles}.
 */
final class Globals {
    private static final String NAME = "((?:\"(?:[^\"]|\"\")+\")|[^\\s\";]+)";
    private static final Pattern CREATE = Pattern.compile("CREATE ROLE " + NAME);
    private static final Pattern ATTRIBUTES = Pattern.compile("ALTER ROLE " + NAME + " WITH .*", Pattern.DOTALL);
    private static final Pattern SETTING =
            Pattern.compile("ALTER ROLE " + NAME + "(?: IN DATABASE " + NAME + ")? SET .*", Pattern.DOTALL);
    private static final Pattern MEMBERSHIP =
            Pattern.compile("GRANT " + NAME + " TO " + NAME + "(?: WITH .*| GRANTED BY .*)?", Pattern.DOTALL);
    private static final String EXISTS = "42710";

    private final List<byte[]> statements;

    private Globals(List<byte[]> statements) {
        this.statements = statements;
    }

    static Globals parse(byte[] script) {
        return new Globals(SqlStatements.of(script));
    }

    /** The roles that the script creates, by their names. */
    List<String> roles() {
        List<String> roles = new ArrayList<>();
        for (byte[] statement : statements) {
            Matcher matcher = CREATE.matcher(text(statement));
            if (matcher.matches()) {
                roles.add(name(matcher.group(1)));
            }
        }
        return roles;
    }

    /**
     * Carries them out.
     *
     * @param kept roles whose attributes, passwords and memberships stay as the target has them
     * @throws dev.uprev.error.UpgradeException for a statement that the server refuses, unless it only sets a parameter
     */
    void restore(TargetSession session, KeptRoles kept, StepContext context) throws IOException {
        for (byte[] statement : statements) {
            String text = text(statement);
            if (isKept(text, kept)) {
                continue;
            }
            try {
                session.execute(statement);
            } catch (ServerErrorException e) {
                boolean there =
                        CREATE.matcher(text).matches() && e.error().sqlState().equals(EXISTS);
                if (there) {
                    continue;
                }
                if (!SETTING.matcher(text).matches() || !ParameterErrors.isTolerable(e.error())) {
                    throw RestoreErrors.explain("cannot restore a role: " + shown(text), e);
                }
                context.report(ParameterErrors.finding(text, e.error()));
            }
        }
        kept.names().stream()
                .sorted()
                .filter(roles()::contains)
                .forEach(
                        role -> context.report(
                                Finding.info(
                                        "role-kept",
                                        role,
                                        "the target has this role and the restore depends on it; it keeps the target's password and attributes",
                                        "give it the source's password by hand when everything is done, if services log in as this role")));
    }

    /** Whether a statement is about a kept role, and is not needed or would do harm. */
    private static boolean isKept(String statement, KeptRoles kept) {
        Matcher attributes = ATTRIBUTES.matcher(statement);
        if (attributes.matches()) {
            return kept.names().contains(name(attributes.group(1)));
        }
        // Only he who has given a membership, or may do everything, can give it again.
        Matcher membership = MEMBERSHIP.matcher(statement);
        return membership.matches()
                && kept.memberships().contains(List.of(name(membership.group(1)), name(membership.group(2))));
    }

    /** Password hashes are not shown. */
    private static String shown(String statement) {
        return statement.replaceAll("(?s) PASSWORD '.*", " PASSWORD ...");
    }

    private static String text(byte[] statement) {
        return new String(statement, StandardCharsets.UTF_8);
    }

    private static String name(String sql) {
        return sql.startsWith("\"") ? sql.substring(1, sql.length() - 1).replace("\"\"", "\"") : sql;
    }
}
