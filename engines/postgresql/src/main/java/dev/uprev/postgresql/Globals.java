package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Roles, their settings and memberships, from the script of pg_dumpall. Each statement may come again: a role that is
 * there is not created but gets the attributes of the source. Two roles keep those that the target gave them: the one
 * that the restore is logged in as, which must not lose its password on the way, and the superuser of the cluster.
 */
final class Globals {
    private static final String NAME = "((?:\"(?:[^\"]|\"\")+\")|[^\\s\";]+)";
    private static final Pattern CREATE = Pattern.compile("CREATE ROLE " + NAME);
    private static final Pattern ATTRIBUTES = Pattern.compile("ALTER ROLE " + NAME + " WITH .*", Pattern.DOTALL);
    private static final Pattern SETTING =
            Pattern.compile("ALTER ROLE " + NAME + "(?: IN DATABASE " + NAME + ")? SET .*", Pattern.DOTALL);
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
     * @param kept roles whose attributes and passwords stay as the target has them
     * @throws dev.uprev.error.UpgradeException for a statement that the server refuses, unless it only sets a parameter
     */
    void restore(TargetSession session, Set<String> kept, StepContext context) throws IOException {
        for (byte[] statement : statements) {
            String text = text(statement);
            Matcher attributes = ATTRIBUTES.matcher(text);
            if (attributes.matches() && kept.contains(name(attributes.group(1)))) {
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
        kept.stream()
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
