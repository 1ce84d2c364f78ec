package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether one server reaches the other, tried out by the server itself: it creates a subscription without a slot, for
 * which it connects, in a transaction that is rolled back.
 */
final class ReplicationReach {
    private static final String TRIAL = ReplicationNames.PREFIX + "trial";

    private final Connections subscriber;
    private final PublisherAddress address;

    ReplicationReach(Connections subscriber, PublisherAddress address) {
        this.subscriber = subscriber;
        this.address = address;
    }

    /** For each of the publisher's databases. */
    List<Finding> look(List<String> databases) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = subscriber.open(subscriber.mainDatabase(), "preflight")) {
            Subscription.hideSecrets(connection);
            for (String database : databases) {
                findings.addAll(look(connection, database));
            }
        }
        return findings;
    }

    private List<Finding> look(Connection connection, String database) throws SQLException {
        String sql;
        try {
            sql = Subscription.trial(TRIAL, address.of(database));
        } catch (UpgradeException e) {
            return List.of(Finding.blocker(
                    e.code(), "", String.valueOf(e.getMessage()), e.fix().orElse("see there")));
        }
        Sql.execute(connection, "BEGIN");
        try {
            Sql.execute(connection, sql);
            return List.of();
        } catch (SQLException e) {
            if (PgErrors.isLost(e) && connection.isClosed()) {
                throw e;
            }
            // What else it refuses, such as privileges, is told by other checks.
            return "42501".equals(e.getSQLState()) ? List.of() : List.of(unreachable(database, e));
        } finally {
            Sql.execute(connection, "ROLLBACK");
        }
    }

    private Finding unreachable(String database, SQLException e) {
        String option = address.isBack() ? PublisherAddress.OF_TARGET : PublisherAddress.OF_SOURCE;
        String publisher = address.isBack() ? "target" : "source";
        return Finding.blocker(
                "publisher-unreachable",
                "database " + database + ": " + PgErrors.primaryMessage(e),
                "the " + subscriber.side() + " itself must be able to connect to the " + publisher,
                "see pg_hba.conf of the " + publisher + " and the network between the two; where its address is another"
                        + " there, tell it by the option \"" + option + "\", as in: host=10.0.0.5 port=5432");
    }
}
