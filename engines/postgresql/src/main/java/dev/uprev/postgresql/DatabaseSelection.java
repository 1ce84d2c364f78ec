package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which databases of a server are meant: those that the option {@code databases} of the request names, joined by
 * commas, else all that take connections and are no templates. A name is taken as it is, spaces around it left out; one
 * with a comma, a quote or spaces at its ends is written in double quotes, quotes in it doubled.
 */
final class DatabaseSelection {
    /** The option of the request. */
    static final String OPTION = "databases";

    private static final Pattern NAME = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",]*[^\",\\s]))\\s*(,|$)");

    private final Optional<List<String>> named;

    private DatabaseSelection(Optional<List<String>> named) {
        this.named = named;
    }

    /** @throws UpgradeException {@code invalid-option} for an option that is not a list of names */
    static DatabaseSelection of(UpgradeRequest request) {
        return new DatabaseSelection(request.option(OPTION).map(DatabaseSelection::parse));
    }

    /** Whether the request names them. */
    boolean isNamed() {
        return named.isPresent();
    }

    /**
     * The chosen ones among those that a server has, in the order of their names.
     *
     * @throws UpgradeException {@code database-missing} or {@code database-closed} when the request names one that is
     *     not there or takes no connections
     */
    List<DatabaseFacts> among(List<DatabaseFacts> all) {
        return named.map(names ->
                        names.stream().sorted().map(name -> find(name, all)).toList())
                .orElseGet(() -> all.stream().filter(DatabaseFacts::isUsual).toList());
    }

    /** Of the chosen ones, those that a server has. */
    List<DatabaseFacts> presentIn(List<DatabaseFacts> all) {
        return all.stream()
                .filter(database -> database.takesConnections()
                        && named.map(names -> names.contains(database.name())).orElse(database.isUsual()))
                .toList();
    }

    private static DatabaseFacts find(String name, List<DatabaseFacts> all) {
        DatabaseFacts found = all.stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UpgradeException.failed("database-missing", "the server has no such database")
                        .seen(name)
                        .why("the option \"" + OPTION + "\" of the request names it; there are "
                                + all.stream().map(DatabaseFacts::name).toList())
                        .fix("correct the option, or leave it out to take all databases"));
        if (!found.takesConnections()) {
            throw UpgradeException.failed("database-closed", "the database takes no connections")
                    .seen(name)
                    .why("its datallowconn is false")
                    .fix("ALTER DATABASE ... ALLOW_CONNECTIONS true, or leave it out of the option \"" + OPTION + "\"");
        }
        return found;
    }

    private static List<String> parse(String option) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(option);
        int end = 0;
        boolean more = true;
        while (more) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw UpgradeException.failed("invalid-option", "cannot read the option \"" + OPTION + "\"")
                        .seen(option)
                        .why("it is not a list of names joined by commas")
                        .fix("write it as in: shop, \"odd, name\"");
            }
            names.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\"\"", "\""));
            end = matcher.end();
            more = matcher.group(3).equals(",");
        }
        return new ArrayList<>(names);
    }
}
